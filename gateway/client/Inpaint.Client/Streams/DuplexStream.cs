using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Grpc.Core;
using Inpaint.Client.Errors;

namespace Inpaint.Client.Streams;

/// <summary>Sends requests on one side of a stream while its answers are read on the other, with a bound on those under way.</summary>
internal static class DuplexStream
{
    /// <summary>Runs the stream until every request has been answered.</summary>
    /// <param name="open">Opens the call, which ends with the token it is given.</param>
    /// <param name="requests">What to send; read only as far as there is room.</param>
    /// <param name="underWay">Requests that may wait for their last answer at once.</param>
    /// <param name="isLastAnswer">Whether an answer is the last one of its request.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async IAsyncEnumerable<TResponse> RunAsync<TRequest, TResponse>(
        Func<CancellationToken, AsyncDuplexStreamingCall<TRequest, TResponse>> open,
        IAsyncEnumerable<TRequest> requests,
        int underWay,
        Func<TResponse, bool> isLastAnswer,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using AsyncDuplexStreamingCall<TRequest, TResponse> call = open(linked.Token);
        using var room = new SemaphoreSlim(underWay, underWay);
        Task sending = SendAsync(call.RequestStream, requests, room, linked);
        try
        {
            while (await MoveNextAsync(call.ResponseStream, sending, linked.Token, cancellationToken))
            {
                TResponse response = call.ResponseStream.Current;
                if (isLastAnswer(response))
                    room.Release();
                yield return response;
            }
            await sending;
        }
        finally
        {
            // The reader may have left early: the sender must not outlive the call it writes to.
            await linked.CancelAsync();
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task SendAsync<TRequest>(
        IClientStreamWriter<TRequest> stream, IAsyncEnumerable<TRequest> requests, SemaphoreSlim room, CancellationTokenSource linked)
    {
        try
        {
            await using IAsyncEnumerator<TRequest> source = requests.GetAsyncEnumerator(linked.Token);
            while (true)
            {
                await room.WaitAsync(linked.Token);
                if (!await source.MoveNextAsync())
                    break;
                await stream.WriteAsync(source.Current, linked.Token);
            }
            await stream.CompleteAsync();
        }
        catch (Exception)
        {
            // A source that fails ends the call at once, instead of leaving the reader to wait for answers that cannot come.
            await linked.CancelAsync();
            throw;
        }
    }

    private static async Task<bool> MoveNextAsync<TResponse>(
        IAsyncStreamReader<TResponse> responses, Task sending, CancellationToken ended, CancellationToken cancellationToken)
    {
        try
        {
            return await responses.MoveNext(CancellationToken.None);
        }
        catch (RpcException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Nobody but a sender that failed ends the call while answers are read. Its own error says more, and is on its way.
            if (exception.StatusCode == StatusCode.Cancelled && ended.IsCancellationRequested)
            {
                await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (sending.Exception?.InnerException is { } failure and not RpcException)
                    ExceptionDispatchInfo.Throw(failure);
            }
            throw ErrorReader.Read(exception);
        }
    }
}
