using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Inpaint.Serving;

/// <summary>
/// The order of stopping: health says NOT_SERVING, the announcement passes, streams that end by themselves have told their readers so, and only
/// then the server stops listening and waits for the calls under way.
/// </summary>
internal sealed class DrainService(DrainState drain, ServingOptions options, TimeProvider time) : IHostedLifecycleService, IHealthCheck
{
    // The way of a status to its reader, with room to spare.
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(250);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(drain.Draining.IsCancellationRequested
            ? HealthCheckResult.Unhealthy("the service is stopping")
            : HealthCheckResult.Healthy());

    // Runs before any hosted service, the server among them, is stopped.
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        drain.Begin();
        if (options.DrainAnnouncement > TimeSpan.Zero)
            await Task.Delay(options.DrainAnnouncement, time, cancellationToken);
        await SeeStreamsOffAsync(cancellationToken);
    }

    // A server that stops closes a connection as soon as its last call has ended. Bytes of the client that it has not read by then make the
    // system reset the connection, and the client loses the status that was just sent.
    private async Task SeeStreamsOffAsync(CancellationToken cancellationToken)
    {
        if (!drain.SendsAway)
            return;
        await drain.AllLeft.WaitAsync(options.DrainLimit, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(Farewell, time, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
