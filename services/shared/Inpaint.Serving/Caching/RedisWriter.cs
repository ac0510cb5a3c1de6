using StackExchange.Redis;

namespace Inpaint.Serving.Caching;

/// <summary>Writes embeddings to Redis behind the callers' backs, a bounded number of bytes at a time.</summary>
internal sealed class RedisWriter(RedisLink link, TimeSpan timeToLive)
{
    private const long MaxPendingBytes = 32 << 20;
    private const int RecordOverheadBytes = 512;
    private long _pendingBytes;

    /// <summary>Writes embeddings, or drops them where Redis is away or too many wait already.</summary>
    public void Write(IReadOnlyList<EmbeddingKey> keys, IReadOnlyList<float[]> embeddings)
    {
        long bytes = embeddings.Sum(embedding => RecordOverheadBytes + (long)embedding.Length * sizeof(float));
        if (link.TryOpen() is { } redis && TryReserve(bytes))
            // Checksums take time that the caller need not wait for.
            _ = Task.Run(() => WriteAsync(redis, keys, embeddings, bytes));
        else
            EmbeddingCacheMetrics.Wrote("dropped", keys.Count);
    }

    private bool TryReserve(long bytes)
    {
        if (Interlocked.Add(ref _pendingBytes, bytes) <= MaxPendingBytes)
            return true;
        Interlocked.Add(ref _pendingBytes, -bytes);
        return false;
    }

    private async Task WriteAsync(IDatabase redis, IReadOnlyList<EmbeddingKey> keys, IReadOnlyList<float[]> embeddings, long bytes)
    {
        var calls = new Task<bool>[keys.Count];
        for (int i = 0; i < calls.Length; i++)
        {
            byte[] record = EmbeddingRecord.Write(keys[i], embeddings[i]);
            calls[i] = RedisLink.Call(redis, RedisEmbeddingCache.RedisKeyOf(keys[i]), (database, key) => database.StringSetAsync(key, record, timeToLive));
        }
        await ((Task)Task.WhenAll(calls)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Interlocked.Add(ref _pendingBytes, -bytes);
        int written = calls.Count(call => call.IsCompletedSuccessfully);
        EmbeddingCacheMetrics.Wrote("written", written);
        EmbeddingCacheMetrics.Wrote("error", calls.Length - written);
    }
}
