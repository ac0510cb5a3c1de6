namespace Inpaint.Serving.Shelf;

/// <summary>Registers a shelf of models.</summary>
public static class ModelShelfServices
{
    /// <summary>Registers a <see cref="ModelCatalog{TModel}"/> over the models in the folder <c>Models:Root</c>, and what looks for new revisions.</summary>
    /// <typeparam name="TModel">What an open model is.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's settings.</param>
    /// <param name="source">Opens the models of a folder.</param>
    /// <exception cref="InvalidOperationException">A setting is out of its range.</exception>
    public static IServiceCollection AddModelShelf<TModel>(
        this IServiceCollection services, IConfiguration configuration, Func<string, IModelSource<TModel>> source)
        where TModel : class, IDisposable
    {
        ArgumentNullException.ThrowIfNull(source);
        ModelShelfOptions options = ModelShelfOptions.Read(configuration);
        services.AddSingleton(options);
        services.AddSingleton(source(options.Root));
        services.AddSingleton<ModelShelf<TModel>>();
        services.AddSingleton<ModelCatalog<TModel>>();
        services.AddHostedService<ModelRefresher<TModel>>();
        return services;
    }
}
