using System.Threading.Channels;
using Grpc.Core;

namespace Inpaint.Serving.Streaming;

/// <summary>Answers the requests of a stream in the order in which they came, with a bounded number under way at once.</summary>
public static class OrderedPipeline
{
    /// <summary>Reads to the end, and ends when every answer is written or the first one has failed.</summary>
    /// <param name="requests">The requests; not read faster than answers are taken.</param>
    /// <param name="responses">Where the answers go.</param>
    /// <param name="answer">Makes one answer; several run at once. Its failure ends the stream.</param>
    /// <param name="maxUnderWay">Most requests under way at once, at least 1.</param>
    /// <param name="cancellationToken">The call's own cancellation.</param>
    public static async Task RunAsync<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requests,
        IAsyncStreamWriter<TResponse> responses,
        Func<TRequest, CancellationToken, Task<TResponse>> answer,
        int maxUnderWay,
        CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Channel<Task<TResponse>> underWay = Channel.CreateUnbounded<Task<TResponse>>();
        using var places = new SemaphoreSlim(maxUnderWay, maxUnderWay);
        Task writing = WriteAsync(underWay.Reader, responses, places, ended);
        try
        {
            await ReadAsync(requests, underWay.Writer, answer, places, ended.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The writer ended first; what ended it is thrown below.
        }
        catch
        {
            await ended.CancelAsync();
            throw;
        }
        finally
        {
            underWay.Writer.TryComplete();
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await writing;
    }

    private static async Task ReadAsync<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requests,
        ChannelWriter<Task<TResponse>> underWay,
        Func<TRequest, CancellationToken, Task<TResponse>> answer,
        SemaphoreSlim places,
        CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        while (await requests.MoveNext(cancellationToken))
        {
            TRequest request = requests.Current;
            underWay.TryWrite(Task.Run(() => answer(request, cancellationToken), cancellationToken));
            await places.WaitAsync(cancellationToken);
        }
    }

    private static async Task WriteAsync<TResponse>(
        ChannelReader<Task<TResponse>> underWay, IAsyncStreamWriter<TResponse> responses, SemaphoreSlim places, CancellationTokenSource ended)
    {
        try
        {
            await foreach (Task<TResponse> answer in underWay.ReadAllAsync(ended.Token))
            {
                // Without the token: cancelling a write resets the call, and its status would never arrive.
                await responses.WriteAsync(await answer, CancellationToken.None);
                places.Release();
            }
        }
        catch
        {
            // The reader may be waiting for a request that never comes.
            await ended.CancelAsync();
            throw;
        }
    }
}
