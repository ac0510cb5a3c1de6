using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Inpaint.Serving.Caching;

/// <summary>
/// Keeps embeddings in this process, up to a number of bytes; what is in use stays when many come once. Shared among locks, so
/// that callers seldom wait for each other.
/// </summary>
public sealed class MemoryEmbeddingCache
{
    private const int MaxShards = 16;
    private const long MinShardBytes = 1 << 20;
    private readonly MemoryShard[] _shards;

    /// <summary>An empty cache.</summary>
    /// <param name="capacityBytes">Most bytes kept, bookkeeping included. An embedding larger than a sixteenth of it is kept by no cache of 16 MiB or more.</param>
    public MemoryEmbeddingCache(long capacityBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacityBytes);
        int shards = 1 << BitOperations.Log2((ulong)Math.Clamp(capacityBytes / MinShardBytes, 1, MaxShards));
        _shards = [.. Enumerable.Range(0, shards).Select(_ => new MemoryShard(capacityBytes / shards))];
    }

    /// <summary>Bytes kept now, bookkeeping included.</summary>
    public long Bytes => _shards.Sum(shard => shard.Bytes);

    /// <summary>Embeddings kept now.</summary>
    public int Count => _shards.Sum(shard => shard.Count);

    /// <summary>Looks an embedding up.</summary>
    /// <param name="key">Which one.</param>
    /// <param name="embedding">Its values, not to be changed.</param>
    public bool TryGet(EmbeddingKey key, [NotNullWhen(true)] out float[]? embedding) => Shard(key).TryGet(key, out embedding);

    /// <summary>Keeps an embedding, in place of one of the same key, for as long as there is room.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="embedding">Its values, which must not be changed any more.</param>
    public void Set(EmbeddingKey key, float[] embedding)
    {
        ArgumentNullException.ThrowIfNull(embedding);
        Shard(key).Set(key, embedding);
    }

    private MemoryShard Shard(EmbeddingKey key) => _shards[key.Part(_shards.Length)];
}
