using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Inpaint.Serving;

/// <summary>
/// The order of stopping: health says NOT_SERVING, the announcement passes, and only then the server stops listening and
/// waits for the calls under way.
/// </summary>
internal sealed class DrainService(DrainState drain, ServingOptions options, TimeProvider time) : IHostedLifecycleService, IHealthCheck
{
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
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
