using Google.Rpc;
using Grpc.Core;
using Inpaint.Tests.Integration.Support;
using RpcStatus = Google.Rpc.Status;

namespace Inpaint.Tests.Integration.Serving;

/// <summary>What a refusal says on the wire, read as any client reads it.</summary>
internal static class Refusals
{
    /// <summary>Expects a status that names a field in its details.</summary>
    public static async Task<RpcException> ExpectAsync(StatusCode code, string field, Func<Task> call)
    {
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => call().Within());
        Assert.True(code == exception.StatusCode, exception.ToString());
        Assert.Equal(field, FieldOf(exception));
        return exception;
    }

    public static string FieldOf(RpcException exception) => Assert.Single(Detail<BadRequest>(exception).FieldViolations).Field;

    public static TimeSpan RetryDelayOf(RpcException exception) => Detail<RetryInfo>(exception).RetryDelay.ToTimeSpan();

    private static T Detail<T>(RpcException exception)
        where T : Google.Protobuf.IMessage, new()
    {
        byte[]? details = exception.Trailers.GetValueBytes("grpc-status-details-bin");
        Assert.NotNull(details);
        return Assert.Single(RpcStatus.Parser.ParseFrom(details).Details).Unpack<T>();
    }
}
