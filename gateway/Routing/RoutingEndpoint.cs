using Grpc.Core;
using Inpaint.Gateway.Options;
using Inpaint.V1;
using Yarp.ReverseProxy;

namespace Inpaint.Gateway.Routing;

/// <summary>Tells callers what can be asked for, and what of it is in rotation now.</summary>
internal sealed class RoutingEndpoint(GatewayOptions options, IProxyStateLookup clusters) : RoutingService.RoutingServiceBase
{
    public override Task<ListRoutesResponse> ListRoutes(ListRoutesRequest request, ServerCallContext context)
    {
        var response = new ListRoutesResponse();
        foreach (string generator in options.Generators.Keys.Order(StringComparer.Ordinal))
            response.Generators.Add(Route(generator));
        foreach (ArmOptions arm in options.Arms)
            response.Arms.Add(new Arm { Name = arm.Name, Generator = arm.Generator, Weight = arm.Weight });
        response.Encoders.AddRange(options.Encoders.Keys.Order(StringComparer.Ordinal));
        return Task.FromResult(response);
    }

    private GeneratorRoute Route(string generator)
    {
        var instances = clusters.TryGetCluster(RouteTable.GeneratorCluster(generator), out var cluster) ? cluster.Destinations.Values.ToArray() : [];
        return new GeneratorRoute { Generator = generator, Instances = instances.Length, HealthyInstances = instances.Count(InstanceHealth.InRotation) };
    }
}
