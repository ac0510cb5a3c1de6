using Inpaint.Augmentation.Batches;
using Inpaint.Augmentation.Bikes;
using Inpaint.Augmentation.DataSets;
using Inpaint.Serving;

namespace Inpaint.Augmentation;

/// <summary>Data sets, holes and batches as a host of its own.</summary>
public static class AugmentationHost
{
    /// <summary>Builds the service, ready to be run. The data set "bikes" is always there; others are configured.</summary>
    /// <param name="args">Command line, for example <c>--urls http://127.0.0.1:5002 --DataSets:clothing:Path clothing128</c>.</param>
    /// <exception cref="InvalidOperationException">A setting is wrong; the message names its key.</exception>
    public static WebApplication Build(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var builder = InpaintHost.Create(args, "augmentation");
        var options = AugmentationOptions.Read(builder.Configuration);
        builder.Services.AddSingleton(options);
        // Opened before the server listens, so that a wrong folder ends the start; closed with the provider.
        var dataSets = OpenDataSets(builder.Configuration, options);
        builder.Services.AddSingleton(_ => dataSets);
        builder.Services.AddSingleton<BatchSpecificationReader>();
        builder.Services.AddSingleton<BatchWorkers>();
        var app = builder.Build().MapServiceDefaults();
        app.MapGrpcService<BatchAugmentationService>();
        return app;
    }

    private static DataSetCatalog OpenDataSets(IConfiguration configuration, AugmentationOptions options)
    {
        var budget = new CacheBudget(options.CacheBytes);
        IEnumerable<IDataSet> dataSets = [new BikeDataSet(), .. DataSetSettings.OpenAll(configuration, ServingOptions.Read(configuration).Pictures)];
        return new DataSetCatalog(dataSets.Select(dataSet => new CachedDataSet(dataSet, budget)));
    }
}
