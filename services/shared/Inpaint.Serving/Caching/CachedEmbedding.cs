namespace Inpaint.Serving.Caching;

/// <summary>An embedding and where it came from.</summary>
/// <param name="Values">The vector, not to be changed.</param>
/// <param name="IsHit">Whether it was found in the cache; false where it was computed, by this caller or by one who asked before.</param>
public readonly record struct CachedEmbedding(float[] Values, bool IsHit);
