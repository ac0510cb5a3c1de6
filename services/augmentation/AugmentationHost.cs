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
        var builder = InpaintHost.Create(args, "augmentation");
        var options = AugmentationOptions.Read(builder.Configuration);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(OpenDataSets(options));
        builder.Services.AddSingleton<BatchSpecificationReader>();
        builder.Services.AddSingleton<BatchWorkers>();
        var app = builder.Build().MapServiceDefaults();
        app.MapGrpcService<BatchAugmentationService>();
        return app;
    }

    private static DataSetCatalog OpenDataSets(AugmentationOptions options)
    {
        var budget = new CacheBudget(options.CacheBytes);
        IDataSet[] dataSets = [new BikeDataSet()];
        return new DataSetCatalog(dataSets.Select(dataSet => new CachedDataSet(dataSet, budget)));
    }
}
