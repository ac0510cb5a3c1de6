using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using GrpcStatus = Grpc.Core.Status;
using RpcStatus = Google.Rpc.Status;

namespace Inpaint.Serving;

/// <summary>
/// Refusals that a program can read: a gRPC status whose <c>grpc-status-details-bin</c> trailer holds a
/// <see cref="Google.Rpc.Status"/> with the field that is wrong (<see cref="BadRequest"/>) or the time after which
/// trying again makes sense (<see cref="RetryInfo"/>).
/// </summary>
public static class FieldError
{
    /// <summary>Name of the trailer that carries the details, as every gRPC implementation reads it.</summary>
    public const string DetailsTrailer = "grpc-status-details-bin";

    /// <summary>INVALID_ARGUMENT: a field of the request is wrong whatever the state of the service.</summary>
    /// <param name="field">Path of the field in the request, for example <c>mask.rectangles.rectangles[0].right</c>.</param>
    /// <param name="description">What is wrong with it and what is accepted, without the field's name.</param>
    public static RpcException Invalid(string field, string description) => Violation(StatusCode.InvalidArgument, field, description);

    /// <summary>NOT_FOUND: a field of the request names something that is not there.</summary>
    /// <param name="field">Path of the field in the request.</param>
    /// <param name="description">What was looked for and what there is, without the field's name.</param>
    public static RpcException NotFound(string field, string description) => Violation(StatusCode.NotFound, field, description);

    /// <summary>FAILED_PRECONDITION: a field of the request names something that is there but cannot be used as it stands.</summary>
    /// <param name="field">Path of the field in the request.</param>
    /// <param name="description">What stands in the way, without the field's name.</param>
    public static RpcException FailedPrecondition(string field, string description) => Violation(StatusCode.FailedPrecondition, field, description);

    /// <summary>RESOURCE_EXHAUSTED: the service has no room for the request now.</summary>
    /// <param name="description">What is full.</param>
    /// <param name="retryAfter">When trying again makes sense.</param>
    public static RpcException Exhausted(string description, TimeSpan retryAfter) =>
        Create(StatusCode.ResourceExhausted, description, new RetryInfo { RetryDelay = Duration.FromTimeSpan(retryAfter) });

    /// <summary>The field that a refusal names, or the empty string where it names none.</summary>
    public static string FieldOf(RpcException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        if (Details(exception.Trailers) is not { } details)
            return "";
        foreach (Any detail in details.Details)
        {
            if (detail.TryUnpack(out BadRequest badRequest) && badRequest.FieldViolations.Count > 0)
                return badRequest.FieldViolations[0].Field;
        }
        return "";
    }

    /// <summary>The details that a refusal carries; null where it carries none that can be read.</summary>
    private static RpcStatus? Details(Metadata trailers)
    {
        if (trailers.GetValueBytes(DetailsTrailer) is not { } bytes)
            return null;
        try
        {
            return RpcStatus.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static RpcException Violation(StatusCode code, string field, string description)
    {
        var violation = new BadRequest.Types.FieldViolation { Field = field, Description = description };
        return Create(code, $"{field}: {description}", new BadRequest { FieldViolations = { violation } });
    }

    private static RpcException Create(StatusCode code, string message, IMessage detail)
    {
        var details = new RpcStatus { Code = (int)code, Message = message, Details = { Any.Pack(detail) } };
        var trailers = new Metadata { { DetailsTrailer, details.ToByteArray() } };
        return new RpcException(new GrpcStatus(code, message), trailers);
    }
}
