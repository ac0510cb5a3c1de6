using Grpc.Core;
using Inpaint.Imaging;
using Inpaint.Serving;
using Inpaint.Serving.Inference;

namespace Inpaint.Tests.Unit.Serving.Errors;

public class ErrorMappingTests
{
    private static readonly DateTime Now = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Refusals_pass_as_they_are()
    {
        RpcException refusal = FieldError.NotFound("model", "there is none");

        Assert.Same(refusal, ErrorMapping.Map(refusal, DateTime.MaxValue, false, Now).Refusal);
    }

    [Fact]
    public void Cancellation_by_the_caller_is_CANCELLED() =>
        Assert.Equal(StatusCode.Cancelled, Code(new OperationCanceledException(), DateTime.MaxValue, cancelled: true));

    [Fact]
    public void Cancellation_after_the_deadline_is_DEADLINE_EXCEEDED() =>
        Assert.Equal(StatusCode.DeadlineExceeded, Code(new OperationCanceledException(), Now.AddSeconds(-1), cancelled: true));

    [Fact]
    public void Cancellation_by_the_stopping_service_is_UNAVAILABLE() =>
        Assert.Equal(StatusCode.Unavailable, Code(new OperationCanceledException(), DateTime.MaxValue, cancelled: false));

    [Fact]
    public void Expiry_in_the_queue_is_DEADLINE_EXCEEDED() =>
        Assert.Equal(StatusCode.DeadlineExceeded, Code(new TimeoutException(), DateTime.MaxValue, cancelled: false));

    [Fact]
    public void A_full_queue_is_RESOURCE_EXHAUSTED_with_a_hint()
    {
        RpcException refusal = ErrorMapping.Map(new QueueFullException(64, TimeSpan.FromSeconds(1)), DateTime.MaxValue, false, Now).Refusal;

        Assert.Equal(StatusCode.ResourceExhausted, refusal.StatusCode);
        Assert.NotNull(refusal.Trailers.GetValueBytes(FieldError.DetailsTrailer));
    }

    [Fact]
    public void Bad_pictures_are_INVALID_ARGUMENT_and_no_fault_of_ours()
    {
        (RpcException refusal, bool isFault) = ErrorMapping.Map(new PictureException(PictureErrorKind.Corrupt, "ends early"), DateTime.MaxValue, false, Now);

        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        Assert.False(isFault);
    }

    [Fact]
    public void Unexpected_exceptions_are_INTERNAL_and_keep_their_message_to_the_log()
    {
        (RpcException refusal, bool isFault) = ErrorMapping.Map(new IOException("/secret/place is not readable"), DateTime.MaxValue, false, Now);

        Assert.Equal(StatusCode.Internal, refusal.StatusCode);
        Assert.DoesNotContain("secret", refusal.Status.Detail, StringComparison.Ordinal);
        Assert.True(isFault);
    }

    [Fact]
    public void Lack_of_memory_is_RESOURCE_EXHAUSTED() =>
        Assert.Equal(StatusCode.ResourceExhausted, Code(new OutOfMemoryException(), DateTime.MaxValue, cancelled: false));

    private static StatusCode Code(Exception exception, DateTime deadline, bool cancelled) =>
        ErrorMapping.Map(exception, deadline, cancelled, Now).Refusal.StatusCode;
}
