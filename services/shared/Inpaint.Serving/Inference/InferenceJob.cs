namespace Inpaint.Serving.Inference;

/// <summary>One request inside the engine.</summary>
internal sealed class InferenceJob<TInput>(TInput input, DateTimeOffset? deadline, long admitted)
{
    public TInput Input { get; } = input;

    /// <summary>After this the result is of no use.</summary>
    public DateTimeOffset? Deadline { get; } = deadline;

    /// <summary>Timestamp of admission.</summary>
    public long Admitted { get; } = admitted;

    public EventMailbox Mailbox { get; } = new();

    /// <summary>Its place in the queue; null once it is taken. Under the engine's lock.</summary>
    public LinkedListNode<InferenceJob<TInput>>? Place { get; set; }

    /// <summary>The batch it is computed in; null before. Under the engine's lock.</summary>
    public RunningBatch? Batch { get; set; }

    /// <summary>Watches the caller's cancellation.</summary>
    public CancellationTokenRegistration Cancellation { get; set; }
}
