using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Inpaint.Client;
using Inpaint.Client.Errors;

namespace Inpaint.Tests.Unit.Client;

public sealed class ErrorReaderTests
{
    private const string Trailer = "grpc-status-details-bin";

    [Fact]
    public void Field_violations_are_read_from_the_details()
    {
        var badRequest = new BadRequest
        {
            FieldViolations =
            {
                new BadRequest.Types.FieldViolation { Field = "mask", Description = "is 3x4, the picture 5x6" },
                new BadRequest.Types.FieldViolation { Field = "seed", Description = "must be at least 0" },
            },
        };
        var details = new Google.Rpc.Status { Code = 3, Message = "wrong", Details = { Any.Pack(badRequest) } };
        InpaintException error = Read(details.ToByteArray());
        Assert.Equal(StatusCode.InvalidArgument, error.Code);
        Assert.Equal([new FieldViolation("mask", "is 3x4, the picture 5x6"), new FieldViolation("seed", "must be at least 0")], error.Violations);
        Assert.Equal("mask: is 3x4, the picture 5x6; seed: must be at least 0", error.Summary);
    }

    [Fact]
    public void Other_details_are_passed_over()
    {
        var details = new Google.Rpc.Status { Details = { Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) }) } };
        InpaintException error = Read(details.ToByteArray());
        Assert.Empty(error.Violations);
        Assert.Equal("wrong", error.Summary);
    }

    [Fact]
    public void Damaged_details_leave_the_status()
    {
        InpaintException error = Read([0xff, 0xff, 0xff]);
        Assert.Equal(StatusCode.InvalidArgument, error.Code);
        Assert.Empty(error.Violations);
    }

    [Fact]
    public void Absent_details_leave_the_status()
    {
        InpaintException error = ErrorReader.Read(new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "")));
        Assert.Equal(StatusCode.Unavailable, error.Code);
        Assert.Equal("Unavailable", error.Summary);
    }

    private static InpaintException Read(byte[] details) => ErrorReader.Read(
        new RpcException(new Grpc.Core.Status(StatusCode.InvalidArgument, "wrong"), new Metadata { { Trailer, details } }));
}
