namespace Inpaint.Serving.Inference;

/// <summary>What happens to a request, in this order: queued, started, progress (any number), completed.</summary>
public abstract record InferenceEvent;

/// <summary>The request was admitted.</summary>
/// <param name="Position">Requests waiting before it.</param>
public sealed record InferenceQueued(int Position) : InferenceEvent;

/// <summary>Computing began.</summary>
/// <param name="Waited">How long the request waited.</param>
/// <param name="BatchSize">Requests computed together, itself included.</param>
public sealed record InferenceStarted(TimeSpan Waited, int BatchSize) : InferenceEvent;

/// <summary>Computing went on. A reader who is slower than the computation gets only the latest.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
public sealed record InferenceProgressed(int Step, int Steps) : InferenceEvent;

/// <summary>The result; the last event.</summary>
/// <param name="Output">What was computed.</param>
/// <param name="ComputeTime">How long it took, waiting excluded.</param>
public sealed record InferenceCompleted<TOutput>(TOutput Output, TimeSpan ComputeTime) : InferenceEvent;
