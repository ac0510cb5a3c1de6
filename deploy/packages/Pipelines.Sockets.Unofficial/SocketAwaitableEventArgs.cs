using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Pipelines.Sockets.Unofficial;

/// <summary>
/// A socket operation that can be awaited: start it, call <see cref="Complete"/> where it ended at once, then await this object.
/// One operation at a time; it can be used again after the result was taken.
/// </summary>
public class SocketAwaitableEventArgs : SocketAsyncEventArgs, ICriticalNotifyCompletion
{
    private static readonly Action Ended = static () => { };

    private readonly PipeScheduler? _scheduler;

    // Null while nobody waits and nothing ended; else who waits, or Ended.
    private Action? _continuation;
    private volatile SocketError _aborted;

    /// <param name="ioScheduler">Where whoever awaits goes on; null for the thread that completes the operation.</param>
    public SocketAwaitableEventArgs(PipeScheduler? ioScheduler = null) =>
        _scheduler = ioScheduler == PipeScheduler.Inline ? null : ioScheduler;

    public bool IsCompleted => ReferenceEquals(Volatile.Read(ref _continuation), Ended);

    public SocketAwaitableEventArgs GetAwaiter() => this;

    /// <summary>The bytes that were moved.</summary>
    /// <exception cref="SocketException">The operation failed or was given up.</exception>
    public int GetResult()
    {
        Volatile.Write(ref _continuation, null);
        SocketError error = _aborted != SocketError.Success ? _aborted : SocketError;
        return error == SocketError.Success ? BytesTransferred : throw new SocketException((int)error);
    }

    /// <summary>Ends the operation in the eyes of whoever awaits it, now.</summary>
    public void Complete() => OnCompleted(this);

    /// <summary>Ends the operation with an error, which also fails every later one.</summary>
    /// <exception cref="ArgumentException">The error is Success.</exception>
    public void Abort(SocketError error = SocketError.OperationAborted)
    {
        if (error == SocketError.Success)
            throw new ArgumentException("Success is not an error.", nameof(error));
        _aborted = error;
        OnCompleted(this);
    }

    public void OnCompleted(Action continuation)
    {
        Action? before = Interlocked.CompareExchange(ref _continuation, continuation, null);
        if (ReferenceEquals(before, Ended))
            (_scheduler ?? PipeScheduler.ThreadPool).Schedule(Run, continuation);
    }

    public void UnsafeOnCompleted(Action continuation) => OnCompleted(continuation);

    protected override void OnCompleted(SocketAsyncEventArgs e)
    {
        Action? continuation = Interlocked.Exchange(ref _continuation, Ended);
        if (continuation is null || ReferenceEquals(continuation, Ended))
            return;
        if (_scheduler is null)
            continuation();
        else
            _scheduler.Schedule(Run, continuation);
    }

    private static void Run(object? continuation) => ((Action)continuation!)();
}
