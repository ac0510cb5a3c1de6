namespace Inpaint.Serving.Caching;

/// <summary>Keeps embeddings. A cache that cannot answer has missed: neither method ever fails but by cancellation.</summary>
public interface IEmbeddingCache
{
    /// <summary>Where it keeps them, for logs and metrics: <c>memory</c>, <c>redis</c>.</summary>
    string Name { get; }

    /// <summary>The embedding, not to be changed by the caller; null when it is not here or cannot be had in time.</summary>
    ValueTask<float[]?> GetAsync(EmbeddingKey key, CancellationToken cancellationToken);

    /// <summary>Keeps an embedding, which must not be changed any more, for as long as there is room and time.</summary>
    ValueTask SetAsync(EmbeddingKey key, float[] embedding, CancellationToken cancellationToken);
}
