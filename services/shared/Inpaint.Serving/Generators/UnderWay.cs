namespace Inpaint.Serving.Generators;

/// <summary>A request of a stream that has not ended.</summary>
internal sealed class UnderWay : IDisposable
{
    private readonly CancellationTokenSource _cancelled;
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private bool _disposed;

    public UnderWay(CancellationToken streamEnded)
    {
        _cancelled = CancellationTokenSource.CreateLinkedTokenSource(streamEnded);
        Cancelled = _cancelled.Token;
    }

    /// <summary>Is cancelled when the request is withdrawn or its stream has ended.</summary>
    public CancellationToken Cancelled { get; }

    /// <summary>Ends when the request's last event is written, or can no longer be.</summary>
    public Task Finished => _finished.Task;

    /// <summary>Withdraws the request; after its end it does nothing.</summary>
    public void Cancel()
    {
        lock (_gate)
        {
            if (!_disposed)
                _cancelled.Cancel();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _cancelled.Dispose();
        }
        _finished.TrySetResult();
    }
}
