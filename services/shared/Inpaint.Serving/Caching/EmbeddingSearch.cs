namespace Inpaint.Serving.Caching;

/// <summary>
/// Finds the embeddings of one flight: in the shared cache, by waiting for another process that is computing them, or by
/// computing them itself.
/// </summary>
internal sealed class EmbeddingSearch(
    FlightTable flights, ISharedEmbeddingCache? shared, EmbeddingCacheOptions options, TimeProvider time, ComputeEmbeddings compute, int width)
{
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromMilliseconds(25);
    private readonly List<Seat> _claimed = [];

    /// <summary>
    /// Searches for the seats that are the flight's own, each once; the others are searched for already. Never fails: what could
    /// not be found fails its seat.
    /// </summary>
    public Task RunAsync(Flight flight, IReadOnlyList<Seat> seats)
    {
        var own = new List<Seat>(seats.Count);
        int joined = 0;
        Seat? previous = null;
        foreach (Seat seat in seats)
        {
            if (seat.Flight != flight)
                joined++;
            else if (!seat.Embedding.IsCompleted && seat.Index > (previous?.Index ?? -1))
                own.Add(previous = seat);
        }
        EmbeddingCacheMetrics.Joined(joined);
        return own.Count > 0 ? SearchAsync(flight, own) : Task.CompletedTask;
    }

    private async Task SearchAsync(Flight flight, List<Seat> seats)
    {
        try
        {
            List<Seat> waiting = await LookUpAndComputeAsync(seats, isFirst: true, flight);
            await FollowAsync(waiting, flight);
        }
        catch (Exception exception)
        {
            shared?.Release([.. _claimed.Where(seat => !seat.Embedding.IsCompleted).Select(seat => seat.Key)]);
            foreach (Seat seat in seats)
            {
                if (!seat.Embedding.IsCompleted)
                    flights.Fail(seat, exception);
            }
        }
    }

    /// <summary>Lands what is there, computes what may be computed here; what another process is computing is left.</summary>
    private async Task<List<Seat>> LookUpAndComputeAsync(List<Seat> seats, bool isFirst, Flight flight)
    {
        List<Seat> missing = [], waiting = [];
        if (shared is null)
        {
            missing = seats;
        }
        else
        {
            SharedLookup[] lookups = await shared.ClaimAsync([.. seats.Select(seat => seat.Key)], width, () => flight.Waiting);
            for (int i = 0; i < lookups.Length; i++)
            {
                Seat seat = seats[i];
                switch (lookups[i].State)
                {
                    case SharedState.Found:
                        flights.Land(seat, lookups[i].Values!, isHit: true);
                        break;
                    // One answer that was late says little while somebody else is computing.
                    case SharedState.Unanswered when !isFirst:
                    case SharedState.ClaimedByAnother:
                        waiting.Add(seat);
                        break;
                    case SharedState.Claimed:
                        _claimed.Add(seat);
                        missing.Add(seat);
                        break;
                    default:
                        missing.Add(seat);
                        break;
                }
            }
        }
        await ComputeAsync(missing, flight);
        return waiting;
    }

    // Asks again and again, ever less often, and no longer than a claim is good for: then its holder has died.
    private async Task FollowAsync(List<Seat> waiting, Flight flight)
    {
        if (waiting.Count == 0)
            return;
        EmbeddingCacheMetrics.Followed(waiting.Count);
        long began = time.GetTimestamp();
        TimeSpan pause = FirstPoll;
        do
        {
            await Task.Delay(pause, time, flight.Abandoned);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 3 / 2, LongestPoll.Ticks));
            waiting = await LookUpAndComputeAsync(waiting, isFirst: false, flight);
        }
        while (waiting.Count > 0 && time.GetElapsedTime(began) < options.ClaimTime);
        await ComputeAsync(waiting, flight);
    }

    private async Task ComputeAsync(List<Seat> seats, Flight flight)
    {
        if (seats.Count == 0)
            return;
        flight.Abandoned.ThrowIfCancellationRequested();
        float[][] computed = await compute([.. seats.Select(seat => seat.Index)], flight.Abandoned);
        if (computed.Length != seats.Count)
            throw new InvalidOperationException($"{seats.Count} embeddings were to be computed, and {computed.Length} came.");
        EmbeddingCacheMetrics.Computed(seats.Count);
        for (int i = 0; i < computed.Length; i++)
            flights.Land(seats[i], computed[i], isHit: false);
        shared?.Keep([.. seats.Select(seat => seat.Key)], computed);
    }
}
