namespace Inpaint.Serving;

/// <summary>Whether the service is on its way out. Long streams watch it, health reports it.</summary>
public sealed class DrainState : IDisposable
{
    private readonly CancellationTokenSource _draining = new();
    private readonly CancellationTokenRegistration _stopping;
    private readonly Lock _counting = new();
    private TaskCompletionSource _allLeft = new();
    private int _streams;
    private bool _sendsAway;

    /// <summary>Follows the lifetime of the application.</summary>
    public DrainState(IHostApplicationLifetime lifetime)
    {
        ArgumentNullException.ThrowIfNull(lifetime);
        _stopping = lifetime.ApplicationStopping.Register(Begin);
        _allLeft.SetResult();
    }

    /// <summary>Is cancelled when draining begins: take nothing new, finish what is under way.</summary>
    public CancellationToken Draining => _draining.Token;

    /// <summary>Ends when no stream is open that ends by itself when draining begins.</summary>
    internal Task AllLeft
    {
        get
        {
            lock (_counting)
                return _allLeft.Task;
        }
    }

    /// <summary>Whether a stream was open when draining began: its reader is to hear why it ends, which may have happened already.</summary>
    internal bool SendsAway
    {
        get
        {
            lock (_counting)
                return _sendsAway;
        }
    }

    /// <summary>Begins to drain; the second time does nothing.</summary>
    public void Begin()
    {
        lock (_counting)
            _sendsAway |= _streams > 0;
        _draining.Cancel();
    }

    /// <summary>
    /// Counts a stream that ends by itself when draining begins, until it is disposed: connections stay open until the readers of such
    /// streams have heard why they end.
    /// </summary>
    public IDisposable Stay()
    {
        lock (_counting)
        {
            if (_streams++ == 0)
                _allLeft = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return new Counted(this);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Dispose();
        _draining.Dispose();
    }

    private void Leave()
    {
        lock (_counting)
        {
            if (--_streams == 0)
                _allLeft.SetResult();
        }
    }

    private sealed class Counted(DrainState drain) : IDisposable
    {
        private DrainState? _drain = drain;

        public void Dispose() => Interlocked.Exchange(ref _drain, null)?.Leave();
    }
}
