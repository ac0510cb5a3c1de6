namespace Inpaint.Serving.Caching;

/// <summary>Registers the cache that the settings ask for.</summary>
public static class EmbeddingCacheServices
{
    /// <summary>Memory, over Redis when <c>ConnectionStrings:redis</c> is set.</summary>
    /// <exception cref="InvalidOperationException">A setting is out of its range.</exception>
    public static IServiceCollection AddEmbeddingCache(this IServiceCollection services, IConfiguration configuration)
    {
        EmbeddingCacheOptions options = EmbeddingCacheOptions.Read(configuration);
        services.AddSingleton(options);
        if (options.Enabled && configuration.GetConnectionString("redis") is { Length: > 0 } redis)
            services.AddSingleton<ISharedEmbeddingCache>(provider => ActivatorUtilities.CreateInstance<RedisEmbeddingCache>(provider, redis));
        services.AddSingleton(provider => new CachedEncoder(
            options.Enabled ? new MemoryEmbeddingCache(options.MemoryBytes) : null,
            provider.GetService<ISharedEmbeddingCache>(),
            options,
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
