using System.Collections.Concurrent;
using Inpaint.Serving.Caching;

namespace Inpaint.Tests.Unit.Serving.Caching;

/// <summary>A shared cache that answers as the test says, and takes down what it was asked.</summary>
internal sealed class ScriptedSharedCache : ISharedEmbeddingCache
{
    public Func<EmbeddingKey, SharedLookup> Answer { get; set; } = _ => new SharedLookup(SharedState.Claimed, null);

    public ConcurrentQueue<EmbeddingKey[]> Claims { get; } = new();

    public ConcurrentDictionary<EmbeddingKey, float[]> Kept { get; } = new();

    public ConcurrentQueue<EmbeddingKey> Released { get; } = new();

    public Task<SharedLookup[]> ClaimAsync(IReadOnlyList<EmbeddingKey> keys, int width, Func<int> callers)
    {
        Claims.Enqueue([.. keys]);
        return Task.FromResult<SharedLookup[]>([.. keys.Select(Answer)]);
    }

    public void Keep(IReadOnlyList<EmbeddingKey> keys, IReadOnlyList<float[]> embeddings)
    {
        for (int i = 0; i < keys.Count; i++)
            Kept[keys[i]] = embeddings[i];
    }

    public void Release(IReadOnlyList<EmbeddingKey> keys)
    {
        foreach (EmbeddingKey key in keys)
            Released.Enqueue(key);
    }
}
