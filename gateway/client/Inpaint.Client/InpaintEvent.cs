using Inpaint.V1;

namespace Inpaint.Client;

/// <summary>What happens on the way of a request, in this order: queued, started, progress (any number), completed.</summary>
/// <param name="RequestId">The request it belongs to.</param>
public abstract record InpaintEvent(string RequestId)
{
    /// <summary>The request was accepted.</summary>
    /// <param name="RequestId">The request.</param>
    /// <param name="Position">Requests before it.</param>
    public sealed record Queued(string RequestId, int Position) : InpaintEvent(RequestId);

    /// <summary>Computing began.</summary>
    /// <param name="RequestId">The request.</param>
    /// <param name="Waited">How long it waited.</param>
    /// <param name="BatchSize">Requests computed together with it, itself included.</param>
    public sealed record Started(string RequestId, TimeSpan Waited, int BatchSize) : InpaintEvent(RequestId);

    /// <summary>Computing went on.</summary>
    /// <param name="RequestId">The request.</param>
    /// <param name="Step">Steps done.</param>
    /// <param name="Steps">Steps in all, at least 1.</param>
    /// <param name="Preview">The picture as it looks now, where previews were asked for.</param>
    public sealed record Progress(string RequestId, int Step, int Steps, Picture? Preview) : InpaintEvent(RequestId);

    /// <summary>The request is done; its last event.</summary>
    /// <param name="RequestId">The request.</param>
    /// <param name="Result">The completed picture and how it came about.</param>
    public sealed record Completed(string RequestId, InpaintResult Result) : InpaintEvent(RequestId);

    /// <summary>The request failed, and it alone; its last event. Only on streams of many requests.</summary>
    /// <param name="RequestId">The request.</param>
    /// <param name="Error">Why.</param>
    public sealed record Failed(string RequestId, InpaintException Error) : InpaintEvent(RequestId);
}
