using Google.Rpc;
using Grpc.Core;
using Inpaint.Serving;
using RpcStatus = Google.Rpc.Status;

namespace Inpaint.Tests.Unit.Serving.Errors;

public class FieldErrorTests
{
    [Fact]
    public void Invalid_names_the_field_in_the_message_and_in_the_details()
    {
        RpcException refusal = FieldError.Invalid("mask.rectangles.rectangles[0].right", "129, but 1 to 128 is accepted");

        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        Assert.Equal("mask.rectangles.rectangles[0].right: 129, but 1 to 128 is accepted", refusal.Status.Detail);
        RpcStatus details = Details(refusal);
        Assert.Equal((int)StatusCode.InvalidArgument, details.Code);
        BadRequest.Types.FieldViolation violation = Assert.Single(Assert.Single(details.Details).Unpack<BadRequest>().FieldViolations);
        Assert.Equal("mask.rectangles.rectangles[0].right", violation.Field);
        Assert.Equal("129, but 1 to 128 is accepted", violation.Description);
    }

    [Fact]
    public void Exhausted_says_when_to_try_again()
    {
        RpcException refusal = FieldError.Exhausted("the queue is full", TimeSpan.FromMilliseconds(250));

        Assert.Equal(StatusCode.ResourceExhausted, refusal.StatusCode);
        RetryInfo retry = Assert.Single(Details(refusal).Details).Unpack<RetryInfo>();
        Assert.Equal(TimeSpan.FromMilliseconds(250), retry.RetryDelay.ToTimeSpan());
        Assert.Equal("", FieldError.FieldOf(refusal));
    }

    [Fact]
    public void Field_of_a_refusal_with_unreadable_details_is_empty()
    {
        var trailers = new Metadata { { FieldError.DetailsTrailer, [0xFF, 0xFF, 0xFF] } };

        Assert.Equal("", FieldError.FieldOf(new RpcException(new Grpc.Core.Status(StatusCode.InvalidArgument, "x"), trailers)));
    }

    private static RpcStatus Details(RpcException refusal) => RpcStatus.Parser.ParseFrom(refusal.Trailers.GetValueBytes(FieldError.DetailsTrailer));
}
