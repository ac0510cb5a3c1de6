using Inpaint.Serving.Caching;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inpaint.Tests.Integration.Caching;

/// <summary>Caches as the tests need them.</summary>
internal static class CacheUnderTest
{
    /// <summary>On a loaded machine an answer may take long without anything being wrong.</summary>
    public static readonly EmbeddingCacheOptions Patient = new()
    {
        RedisTimeout = TimeSpan.FromSeconds(10),
        BreakerPause = TimeSpan.FromMilliseconds(1),
        ClaimTime = TimeSpan.FromMinutes(1),
    };

    /// <summary>Leaves Redis alone at the first failures, and for good.</summary>
    public static readonly EmbeddingCacheOptions Brief = new() { RedisTimeout = TimeSpan.FromMilliseconds(200), BreakerPause = TimeSpan.FromHours(1) };

    /// <summary>A single caller who waits.</summary>
    public static readonly Func<int> Alone = () => 1;

    public static EmbeddingKey KeyOf(string text) => EmbeddingKey.ForText("test", "digest", "1", text);

    public static string NameOf(EmbeddingKey key) => $"inpaint:embedding:{key.Hex}";

    public static RedisEmbeddingCache Connect(string connection, EmbeddingCacheOptions? options = null) =>
        new(connection, options ?? Patient, TimeProvider.System, NullLogger<RedisEmbeddingCache>.Instance);

    /// <summary>An encoder with a memory of its own, as another process would have it.</summary>
    public static CachedEncoder Encoder(RedisEmbeddingCache cache, EmbeddingCacheOptions? options = null) =>
        new(new MemoryEmbeddingCache(1 << 20), cache, options ?? Patient, TimeProvider.System);
}
