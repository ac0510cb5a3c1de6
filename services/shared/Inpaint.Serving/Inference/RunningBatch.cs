namespace Inpaint.Serving.Inference;

/// <summary>Stops a computation when the last one who wants it has gone, and not before.</summary>
internal sealed class RunningBatch(CancellationToken stopping) : IDisposable
{
    private readonly CancellationTokenSource _abandoned = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private readonly Lock _gate = new();
    private int _members;
    private bool _disposed;

    public CancellationToken Abandoned => _abandoned.Token;

    public void Join()
    {
        lock (_gate)
            _members++;
    }

    public void Leave()
    {
        lock (_gate)
        {
            if (--_members == 0 && !_disposed)
                _abandoned.Cancel();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _abandoned.Dispose();
        }
    }
}
