namespace Inpaint.Serving.Inference;

/// <summary>The admission queue has no room.</summary>
/// <param name="capacity">Requests that may wait.</param>
/// <param name="retryAfter">When there should be room, by the pace of late.</param>
public sealed class QueueFullException(int capacity, TimeSpan retryAfter)
    : Exception($"the queue is full: {capacity} requests are waiting")
{
    /// <summary>When trying again makes sense.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
