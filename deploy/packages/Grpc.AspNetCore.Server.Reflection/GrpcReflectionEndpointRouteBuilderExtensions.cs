using Grpc.AspNetCore.Server.Reflection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Routes to server reflection.</summary>
public static class GrpcReflectionEndpointRouteBuilderExtensions
{
    /// <summary>Maps <c>grpc.reflection.v1</c> and <c>grpc.reflection.v1alpha</c>.</summary>
    /// <exception cref="InvalidOperationException"><c>AddGrpcReflection</c> was not called.</exception>
    public static IEndpointConventionBuilder MapGrpcReflectionService(this IEndpointRouteBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.ServiceProvider.GetService<IServiceProviderIsService>()?.IsService(typeof(ServiceCatalog)) == false)
            throw new InvalidOperationException("Reflection is not registered: call IServiceCollection.AddGrpcReflection() first.");
        return new Both(builder.MapGrpcService<ReflectionService>(), builder.MapGrpcService<ReflectionAlphaService>());
    }

    private sealed class Both(IEndpointConventionBuilder first, IEndpointConventionBuilder second) : IEndpointConventionBuilder
    {
        public void Add(Action<EndpointBuilder> convention)
        {
            first.Add(convention);
            second.Add(convention);
        }

        public void Finally(Action<EndpointBuilder> finallyConvention)
        {
            first.Finally(finallyConvention);
            second.Finally(finallyConvention);
        }
    }
}
