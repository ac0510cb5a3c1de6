namespace Inpaint.Serving.Inference;

/// <summary>How long a batch takes of late, for the hint when a refused caller should try again.</summary>
internal sealed class PaceMeter(int maxBatch)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    // Weight of the latest batch: a handful of batches decide.
    private const double Weight = 0.2;
    private double _seconds;

    public void Add(TimeSpan batch)
    {
        double previous = Volatile.Read(ref _seconds);
        Volatile.Write(ref _seconds, previous == 0 ? batch.TotalSeconds : previous + Weight * (batch.TotalSeconds - previous));
    }

    /// <summary>The time until half of those who wait should be through.</summary>
    public TimeSpan RetryAfter(int waiting)
    {
        double batches = Math.Ceiling(waiting / (2.0 * maxBatch));
        var estimate = TimeSpan.FromSeconds(batches * Volatile.Read(ref _seconds));
        return estimate < Shortest ? Shortest : estimate > Longest ? Longest : estimate;
    }
}
