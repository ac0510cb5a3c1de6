using Grpc.AspNetCore.HealthChecks;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers health over gRPC.</summary>
public static class GrpcHealthChecksServiceExtensions
{
    /// <summary>Adds health checks and their gRPC service, where every check counts for the server as a whole.</summary>
    public static IHealthChecksBuilder AddGrpcHealthChecks(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<ServingStatusBoard>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthCheckPublisher, ServingStatusPublisher>());
        services.Configure<GrpcHealthChecksOptions>(static options => options.Services.Map("", static _ => true));
        return services.AddHealthChecks();
    }

    /// <inheritdoc cref="AddGrpcHealthChecks(IServiceCollection)"/>
    public static IHealthChecksBuilder AddGrpcHealthChecks(this IServiceCollection services, Action<GrpcHealthChecksOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        IHealthChecksBuilder builder = services.AddGrpcHealthChecks();
        services.Configure(configure);
        return builder;
    }
}
