using Grpc.AspNetCore.Server.Reflection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers server reflection.</summary>
public static class GrpcReflectionServiceExtensions
{
    /// <summary>Adds what <c>MapGrpcReflectionService</c> needs.</summary>
    public static IServiceCollection AddGrpcReflection(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<ServiceCatalog>();
        return services;
    }
}
