namespace Inpaint.Serving;

/// <summary>Whether the service is on its way out. Long streams watch it, health reports it.</summary>
public sealed class DrainState : IDisposable
{
    private readonly CancellationTokenSource _draining = new();
    private readonly CancellationTokenRegistration _stopping;

    /// <summary>Follows the lifetime of the application.</summary>
    public DrainState(IHostApplicationLifetime lifetime)
    {
        ArgumentNullException.ThrowIfNull(lifetime);
        _stopping = lifetime.ApplicationStopping.Register(Begin);
    }

    /// <summary>Is cancelled when draining begins: take nothing new, finish what is under way.</summary>
    public CancellationToken Draining => _draining.Token;

    /// <summary>Begins to drain; the second time does nothing.</summary>
    public void Begin() => _draining.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Dispose();
        _draining.Dispose();
    }
}
