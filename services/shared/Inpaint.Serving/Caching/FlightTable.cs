using System.Collections.Concurrent;

namespace Inpaint.Serving.Caching;

/// <summary>The embeddings that are being found now, each once in a process.</summary>
/// <param name="memory">Where they are kept once they are found.</param>
internal sealed class FlightTable(MemoryEmbeddingCache memory)
{
    private readonly ConcurrentDictionary<EmbeddingKey, Seat> _underWay = new();

    /// <summary>The seat of a key: one that somebody else's flight brings, which is joined, or a new one of this flight.</summary>
    /// <param name="key">Which embedding.</param>
    /// <param name="index">Its place in this flight.</param>
    /// <param name="flight">The flight that brings it if no other does.</param>
    public Seat Take(EmbeddingKey key, int index, Flight flight)
    {
        var own = new Seat(key, index, flight);
        while (true)
        {
            Seat seat = _underWay.GetOrAdd(key, own);
            if (seat == own)
                return LandedSince(own);
            if (seat.Flight == flight || seat.Flight.TryJoin())
                return seat;
            // Its flight was abandoned and has not noticed yet.
            if (_underWay.TryUpdate(key, own, seat))
                return LandedSince(own);
        }
    }

    /// <summary>Hands an embedding to all who wait for it, and keeps it in memory.</summary>
    public void Land(Seat seat, float[] values, bool isHit)
    {
        // In this order: who finds no seat any more finds the embedding in memory.
        memory.Set(seat.Key, values);
        Remove(seat);
        seat.Land(new CachedEmbedding(values, isHit));
    }

    /// <summary>Tells all who wait for an embedding that it cannot be had.</summary>
    public void Fail(Seat seat, Exception exception)
    {
        Remove(seat);
        seat.Fail(exception);
    }

    // Between a caller's look into memory and its taking a seat another flight may have landed.
    private Seat LandedSince(Seat seat)
    {
        if (memory.TryGet(seat.Key, out float[]? values))
        {
            Remove(seat);
            seat.Land(new CachedEmbedding(values, true));
        }
        return seat;
    }

    private void Remove(Seat seat) => _underWay.TryRemove(new KeyValuePair<EmbeddingKey, Seat>(seat.Key, seat));
}
