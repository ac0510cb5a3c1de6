using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Grpc.AspNetCore.HealthChecks;

/// <summary>Brings each health report, which ASP.NET Core makes from time to time, to the board.</summary>
internal sealed partial class ServingStatusPublisher(
    ServingStatusBoard board,
    IOptions<GrpcHealthChecksOptions> options,
    ILogger<ServingStatusPublisher> logger) : IHealthCheckPublisher
{
    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        foreach (ServiceMapping mapping in options.Value.Services)
        {
            ServingStatus status = Resolve(report.Entries.Where(entry => mapping.Holds(entry.Key, entry.Value.Tags)).Select(entry => entry.Value.Status));
            LogStatus(logger, mapping.Name, status);
            board.Publish(mapping.Name, status);
        }

        return Task.CompletedTask;
    }

    /// <summary>NotServing where any check is unhealthy, Unknown where there is no check; a degraded service still serves.</summary>
    public static ServingStatus Resolve(IEnumerable<HealthStatus> results)
    {
        ServingStatus resolved = ServingStatus.Unknown;
        foreach (HealthStatus result in results)
        {
            if (result == HealthStatus.Unhealthy)
                return ServingStatus.NotServing;
            resolved = ServingStatus.Serving;
        }

        return resolved;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Service '{Service}' is {Status}.")]
    private static partial void LogStatus(ILogger logger, string service, ServingStatus status);
}
