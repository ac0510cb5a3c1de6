namespace Inpaint.Serving.Caching;

/// <summary>What a shared cache knows of a key.</summary>
public enum SharedState
{
    /// <summary>Nothing is known, for the cache cannot be asked now: compute without promise.</summary>
    Unavailable,

    /// <summary>Nothing is known, for the cache was asked and did not answer in time: compute without promise.</summary>
    Unanswered,

    /// <summary>It is not there, and the caller has promised to compute it.</summary>
    Claimed,

    /// <summary>It is not there, and somebody else has promised to compute it.</summary>
    ClaimedByAnother,

    /// <summary>It is there.</summary>
    Found,
}

/// <summary>What a shared cache answered for one key.</summary>
/// <param name="State">What it knows.</param>
/// <param name="Values">The embedding where it was found, else null.</param>
public readonly record struct SharedLookup(SharedState State, float[]? Values);

/// <summary>
/// Keeps embeddings for several processes, and keeps track of who is computing which. A cache that cannot answer has missed:
/// no method ever fails, and none waits long.
/// </summary>
public interface ISharedEmbeddingCache
{
    /// <summary>Looks embeddings up; those that are missing are claimed for the caller unless somebody else holds a claim.</summary>
    /// <param name="keys">Which embeddings, each once.</param>
    /// <param name="width">How many values each must have; 0: any number.</param>
    /// <param name="callers">How many callers wait for the answer now: the more they are, the more patience pays.</param>
    /// <returns>One answer a key, in their order.</returns>
    Task<SharedLookup[]> ClaimAsync(IReadOnlyList<EmbeddingKey> keys, int width, Func<int> callers);

    /// <summary>Keeps embeddings, which ends the claims on them. Goes on in the background.</summary>
    /// <param name="keys">Their keys.</param>
    /// <param name="embeddings">One a key, not to be changed any more.</param>
    void Keep(IReadOnlyList<EmbeddingKey> keys, IReadOnlyList<float[]> embeddings);

    /// <summary>Gives claims back that will not be fulfilled. Goes on in the background.</summary>
    /// <param name="keys">Claimed keys.</param>
    void Release(IReadOnlyList<EmbeddingKey> keys);
}
