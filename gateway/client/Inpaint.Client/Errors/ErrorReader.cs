using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace Inpaint.Client.Errors;

/// <summary>Reads gRPC's errors with the <c>google.rpc</c> details that the suite attaches.</summary>
internal static class ErrorReader
{
    private const string DetailsTrailer = "grpc-status-details-bin";

    public static InpaintException Read(RpcException exception) =>
        new(exception.StatusCode, Message(exception), Violations(exception.Trailers), exception);

    private static string Message(RpcException exception) =>
        exception.Status.Detail is { Length: > 0 } detail ? detail : exception.StatusCode.ToString();

    private static FieldViolation[] Violations(Metadata trailers)
    {
        if (trailers.GetValueBytes(DetailsTrailer) is not { } bytes)
            return [];
        try
        {
            return [.. Google.Rpc.Status.Parser.ParseFrom(bytes).Details
                .Where(detail => detail.Is(BadRequest.Descriptor))
                .SelectMany(detail => detail.Unpack<BadRequest>().FieldViolations)
                .Select(violation => new FieldViolation(violation.Field, violation.Description))];
        }
        catch (InvalidProtocolBufferException)
        {
            // The details only add to the status, which stands without them.
            return [];
        }
    }
}
