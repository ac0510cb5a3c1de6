using Grpc.Core;
using Inpaint.V1;

namespace Inpaint.Client.Streams;

/// <summary>Turns the contract's events into the library's.</summary>
internal static class InpaintEventReader
{
    /// <summary>Null for an event that this version of the contract does not know.</summary>
    public static InpaintEvent? Read(InpaintResponse response) => response.EventCase switch
    {
        InpaintResponse.EventOneofCase.Queued => new InpaintEvent.Queued(response.RequestId, response.Queued.Position),
        InpaintResponse.EventOneofCase.Started => new InpaintEvent.Started(
            response.RequestId, response.Started.Waited?.ToTimeSpan() ?? TimeSpan.Zero, response.Started.BatchSize),
        InpaintResponse.EventOneofCase.Progress => new InpaintEvent.Progress(
            response.RequestId, response.Progress.Step, response.Progress.Steps, response.Progress.Preview),
        InpaintResponse.EventOneofCase.Result => new InpaintEvent.Completed(response.RequestId, response.Result),
        _ => null,
    };

    /// <summary>Null for an event that this version of the contract does not know.</summary>
    public static InpaintEvent? Read(StreamInpaintResponse response) => response.EventCase switch
    {
        StreamInpaintResponse.EventOneofCase.Response => Read(response.Response),
        StreamInpaintResponse.EventOneofCase.Failed => new InpaintEvent.Failed(response.Failed.RequestId, Error(response.Failed)),
        _ => null,
    };

    private static InpaintException Error(InpaintFailed failed)
    {
        // The message may begin with the field, as a status message does; a violation keeps the two apart.
        string prefix = failed.Field + ": ";
        string description = failed.Message.StartsWith(prefix, StringComparison.Ordinal) ? failed.Message[prefix.Length..] : failed.Message;
        return new InpaintException((StatusCode)failed.Code, failed.Message, failed.Field.Length == 0 ? [] : [new FieldViolation(failed.Field, description)]);
    }
}
