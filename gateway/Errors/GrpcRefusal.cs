using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using StatusCode = Grpc.Core.StatusCode;

namespace Inpaint.Gateway.Errors;

/// <summary>Ends a call that the gateway does not forward, as gRPC wants it: HTTP 200, no body, the status in the headers.</summary>
internal static class GrpcRefusal
{
    /// <summary>Ends the call with a status and nothing more.</summary>
    public static void Write(HttpResponse response, StatusCode code, string message)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/grpc";
        response.ContentLength = null;
        response.Headers["grpc-status"] = ((int)code).ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Uri.EscapeDataString(message);
    }

    /// <summary>Ends the call with a status that names the metadata at fault as a <c>google.rpc.BadRequest</c> field violation.</summary>
    public static void WriteField(HttpResponse response, StatusCode code, string field, string message)
    {
        Write(response, code, message);
        var badRequest = new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = field, Description = message } } };
        var status = new Google.Rpc.Status { Code = (int)code, Message = message, Details = { Any.Pack(badRequest) } };
        response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(status.ToByteArray());
    }
}
