using System.Threading.Channels;
using Inpaint.Serving;

namespace Inpaint.Parametric;

/// <summary>
/// One long-lived thread for the network: tensors never cross an await, and every further thread that calls it would get helpers of its own.
/// What waits for it is bounded.
/// </summary>
internal sealed class NetworkThread : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(100);

    private readonly Channel<Action> _work;
    private readonly Thread _thread;

    /// <param name="capacity">Calls that may wait.</param>
    public NetworkThread(int capacity)
    {
        _work = Channel.CreateBounded<Action>(new BoundedChannelOptions(capacity) { SingleReader = true });
        _thread = new Thread(Work) { IsBackground = true, Name = "parameters" };
        _thread.Start();
    }

    /// <summary>Computes something on the thread. What was cancelled while it waited is not computed.</summary>
    /// <exception cref="Grpc.Core.RpcException">RESOURCE_EXHAUSTED: too many calls wait.</exception>
    public Task<T> RunAsync<T>(Func<T> compute, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_work.Writer.TryWrite(() => Complete(done, compute, cancellationToken)))
            throw FieldError.Exhausted("too many designs wait for the network", RetryAfter);
        return done.Task.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _work.Writer.TryComplete();
        _thread.Join();
    }

    private static void Complete<T>(TaskCompletionSource<T> done, Func<T> compute, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            done.TrySetCanceled(cancellationToken);
            return;
        }

        try
        {
            done.TrySetResult(compute());
        }
        catch (Exception exception)
        {
            done.TrySetException(exception);
        }
    }

    private void Work()
    {
        while (_work.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_work.Reader.TryRead(out Action? work))
                work();
        }
    }
}
