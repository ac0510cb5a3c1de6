using System.Runtime.CompilerServices;
using Grpc.Core;
using Inpaint.Client.Errors;

namespace Inpaint.Client.Streams;

/// <summary>Reads a server's stream with this library's errors.</summary>
internal static class ResponseStream
{
    public static async IAsyncEnumerable<TResponse> ReadAsync<TResponse>(
        Func<CancellationToken, AsyncServerStreamingCall<TResponse>> open, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using AsyncServerStreamingCall<TResponse> call = open(cancellationToken);
        while (await MoveNextAsync(call.ResponseStream, cancellationToken))
            yield return call.ResponseStream.Current;
    }

    /// <summary>Waits for the next answer; false at the end.</summary>
    public static async Task<bool> MoveNextAsync<TResponse>(IAsyncStreamReader<TResponse> responses, CancellationToken cancellationToken)
    {
        try
        {
            return await responses.MoveNext(CancellationToken.None);
        }
        catch (RpcException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw ErrorReader.Read(exception);
        }
    }
}
