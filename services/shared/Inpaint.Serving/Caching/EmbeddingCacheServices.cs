namespace Inpaint.Serving.Caching;

/// <summary>Registers the cache that the settings ask for.</summary>
public static class EmbeddingCacheServices
{
    /// <summary>Redis when <c>ConnectionStrings:redis</c> is set, memory otherwise.</summary>
    /// <exception cref="InvalidOperationException">A setting is out of its range.</exception>
    public static IServiceCollection AddEmbeddingCache(this IServiceCollection services, IConfiguration configuration)
    {
        EmbeddingCacheOptions options = EmbeddingCacheOptions.Read(configuration);
        services.AddSingleton(options);
        services.AddSingleton<CachedEncoder>();
        if (configuration.GetConnectionString("redis") is { Length: > 0 } redis)
            services.AddSingleton<IEmbeddingCache>(provider => ActivatorUtilities.CreateInstance<RedisEmbeddingCache>(provider, redis));
        else
            services.AddSingleton<IEmbeddingCache>(new MemoryEmbeddingCache(options.MemoryBytes));
        return services;
    }
}
