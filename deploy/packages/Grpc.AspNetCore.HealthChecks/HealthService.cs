using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Grpc.AspNetCore.HealthChecks;

/// <summary>Answers <c>grpc.health.v1</c> from the health checks of ASP.NET Core.</summary>
internal sealed class HealthService(
    ServingStatusBoard board,
    HealthCheckService checks,
    IOptions<HealthCheckOptions> checkOptions,
    IOptions<GrpcHealthChecksOptions> options,
    IHostApplicationLifetime lifetime) : Health.V1.Health.HealthBase
{
    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        ServingStatus? status = options.Value.UseHealthChecksCache
            ? board.Find(request.Service)
            : await RunAsync(request.Service, context.CancellationToken).ConfigureAwait(false);
        return status is { } known
            ? new HealthCheckResponse { Status = known }
            : throw new RpcException(new Status(StatusCode.NotFound, $"The service '{request.Service}' is not known here."));
    }

    public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        CancellationToken stopping = options.Value.SuppressCompletionOnShutdown ? CancellationToken.None : lifetime.ApplicationStopping;
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, stopping);
        try
        {
            await foreach (ServingStatus status in StatusesAsync(request.Service, ended.Token).ConfigureAwait(false))
                await responseStream.WriteAsync(new HealthCheckResponse { Status = status }, ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            if (!context.CancellationToken.IsCancellationRequested)
                await responseStream.WriteAsync(new HealthCheckResponse { Status = ServingStatus.NotServing }).ConfigureAwait(false);
        }
    }

    private async IAsyncEnumerable<ServingStatus> StatusesAsync(
        string service, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ServingStatus? sent = null;
        await foreach (ServingStatus? published in board.WatchAsync(service, cancellationToken).ConfigureAwait(false))
        {
            ServingStatus? found = options.Value.UseHealthChecksCache
                ? published
                : await RunAsync(service, cancellationToken).ConfigureAwait(false);
            ServingStatus status = found ?? ServingStatus.ServiceUnknown;
            if (status != sent)
                yield return status;
            sent = status;
        }
    }

    /// <summary>Runs the checks of a service; null where the name is not mapped.</summary>
    private async Task<ServingStatus?> RunAsync(string service, CancellationToken cancellationToken)
    {
        if (!options.Value.Services.TryGet(service, out ServiceMapping? mapping))
            return null;
        Func<HealthCheckRegistration, bool>? general = checkOptions.Value.Predicate;
        HealthReport report = await checks.CheckHealthAsync(
            registration => (general is null || general(registration)) && mapping.Holds(registration.Name, registration.Tags),
            cancellationToken).ConfigureAwait(false);
        return ServingStatusPublisher.Resolve(report.Entries.Values.Select(entry => entry.Status));
    }
}
