using System.Collections.Concurrent;

namespace Inpaint.Serving.Caching;

/// <summary>Looks an embedding up before computing it. However many ask for the same one at once, it is computed once.</summary>
/// <param name="cache">Where embeddings are kept.</param>
public sealed class CachedEncoder(IEmbeddingCache cache)
{
    private readonly ConcurrentDictionary<EmbeddingKey, Lazy<Task<CachedEmbedding>>> _underWay = new();

    /// <summary>The embedding of a key.</summary>
    /// <param name="key">Which embedding.</param>
    /// <param name="compute">Computes it; of several callers' the first one's runs.</param>
    /// <param name="cancellationToken">Ends the wait of this caller alone.</param>
    public Task<CachedEmbedding> GetAsync(EmbeddingKey key, Func<float[]> compute, CancellationToken cancellationToken)
    {
        Lazy<Task<CachedEmbedding>> flight = _underWay.GetOrAdd(key, _ => new Lazy<Task<CachedEmbedding>>(() => FlyAsync(key, compute)));
        return flight.Value.WaitAsync(cancellationToken);
    }

    // Belongs to all who wait for it, so that no single caller's cancellation ends it; the cache bounds its own waits.
    private async Task<CachedEmbedding> FlyAsync(EmbeddingKey key, Func<float[]> compute)
    {
        try
        {
            // Off the first caller's stack, so that the others wait for a task and not for a lock.
            await Task.Yield();
            if (await cache.GetAsync(key, CancellationToken.None) is { } found)
                return new CachedEmbedding(found, true);
            float[] computed = compute();
            await cache.SetAsync(key, computed, CancellationToken.None);
            return new CachedEmbedding(computed, false);
        }
        finally
        {
            _underWay.TryRemove(key, out _);
        }
    }
}
