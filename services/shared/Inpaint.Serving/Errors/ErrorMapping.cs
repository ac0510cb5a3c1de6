using System.Diagnostics;
using Grpc.Core;
using Inpaint.Imaging;
using Inpaint.Models.Parametric;
using Inpaint.Serving.Inference;

namespace Inpaint.Serving;

/// <summary>Turns what went wrong in a call into the status that the caller sees.</summary>
internal static class ErrorMapping
{
    private static readonly Status Cancelled = new(StatusCode.Cancelled, "the call was cancelled");
    private static readonly Status DeadlineExceeded = new(StatusCode.DeadlineExceeded, "the call's deadline passed");
    private static readonly Status Stopping = new(StatusCode.Unavailable, "the service is stopping");
    private static readonly Status OutOfMemory = new(StatusCode.ResourceExhausted, "the request needs more memory than there is");

    /// <summary>The status for an exception, and whether it is a fault of ours that belongs in the log.</summary>
    /// <param name="exception">What was thrown while the call was answered.</param>
    /// <param name="deadline">The call's deadline in UTC; <see cref="DateTime.MaxValue"/> where it has none.</param>
    /// <param name="cancelled">Whether the caller has gone, by cancellation or by deadline.</param>
    /// <param name="now">The present time in UTC.</param>
    public static (RpcException Refusal, bool IsFault) Map(Exception exception, DateTime deadline, bool cancelled, DateTime now) => exception switch
    {
        RpcException refusal => (refusal, false),
        TimeoutException => (new RpcException(DeadlineExceeded), false),
        OperationCanceledException => (new RpcException(StatusOfCancellation(deadline, cancelled, now)), false),
        PictureException picture => (new RpcException(new Status(StatusCode.InvalidArgument, picture.Message)), false),
        InvalidPictureArgumentException argument => (new RpcException(new Status(StatusCode.InvalidArgument, argument.Message)), false),
        InvalidParameterException argument => (new RpcException(new Status(StatusCode.InvalidArgument, argument.Message)), false),
        QueueFullException full => (FieldError.Exhausted(full.Message, full.RetryAfter), false),
        OutOfMemoryException => (new RpcException(OutOfMemory), true),
        // Messages of unexpected exceptions may hold paths or pixels: the caller gets a reference to look for in the log.
        _ => (new RpcException(new Status(StatusCode.Internal, $"internal error, reference {Activity.Current?.TraceId.ToString() ?? "none"}")), true),
    };

    private static Status StatusOfCancellation(DateTime deadline, bool cancelled, DateTime now)
    {
        if (deadline <= now)
            return DeadlineExceeded;
        return cancelled ? Cancelled : Stopping;
    }
}
