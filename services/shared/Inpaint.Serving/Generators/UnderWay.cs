namespace Inpaint.Serving.Generators;

/// <summary>A request of a stream that has not ended.</summary>
internal sealed class UnderWay : IDisposable
{
    private readonly CancellationTokenSource _cancelled;
    private readonly Lock _gate = new();
    private bool _disposed;

    public UnderWay(CancellationToken streamEnded)
    {
        _cancelled = CancellationTokenSource.CreateLinkedTokenSource(streamEnded);
        Cancelled = _cancelled.Token;
    }

    /// <summary>Is cancelled when the request is withdrawn or its stream has ended.</summary>
    public CancellationToken Cancelled { get; }

    /// <summary>Ends when the request's last event is written.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

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
    }
}
