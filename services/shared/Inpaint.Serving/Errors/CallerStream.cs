using System.IO.Pipelines;
using Grpc.Core;

namespace Inpaint.Serving;

/// <summary>
/// A caller's stream of messages that can be left at any time.
/// </summary>
/// <remarks>
/// <para>A caller who breaks its stream off cancels, and is no fault of ours. The server reports it as an
/// <see cref="IOException"/>, often a moment before the call counts as cancelled.</para>
/// <para>Ending a wait by its token leaves the call whole, so that its status still arrives: the server's own reader would
/// reset the call. The read itself goes on, and must be ended by <see cref="LeaveAsync"/> before the handler returns. The server
/// uses a connection's streams again, and a read that outlives its call would take the words of the next one.</para>
/// </remarks>
/// <param name="inner">The server's reader.</param>
/// <param name="body">What it reads from.</param>
internal sealed class CallerStream<T>(IAsyncStreamReader<T> inner, PipeReader body) : IAsyncStreamReader<T>
{
    private Task<bool> _read = Task.FromResult(true);

    public T Current => inner.Current;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        try
        {
            _read = inner.MoveNext(CancellationToken.None);
            return await _read.WaitAsync(cancellationToken);
        }
        catch (IOException exception)
        {
            throw new OperationCanceledException("the caller broke its stream off", exception);
        }
    }

    /// <summary>Ends a read that was begun and not waited for, without harm to the call.</summary>
    public async Task LeaveAsync()
    {
        if (_read.IsCompleted)
            return;
        body.CancelPendingRead();
        await ((Task)_read).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
