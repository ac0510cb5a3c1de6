using Grpc.Core;
using Inpaint.Gateway.Arms;
using Inpaint.Gateway.Errors;
using Inpaint.Gateway.Options;
using Inpaint.V1;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Inpaint.Gateway.Routing;

/// <summary>
/// Chooses the generator of a call: the one it names in <c>inpaint-generator</c>, or else an arm of the split.
/// Tells the generator and the caller in <c>inpaint-arm</c> which arm answers.
/// </summary>
internal sealed class GeneratorSelection(GatewayOptions options, IProxyStateLookup clusters, IArmPolicy split)
{
    private readonly SplitArm[] _arms = [.. ArmsOf(options)];

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        // A caller cannot claim an arm: what the results say is the gateway's word alone.
        string requested = context.Request.Headers[MetadataNames.Generator].ToString();
        string key = context.Request.Headers[MetadataNames.ArmKey].ToString();
        context.Request.Headers.Remove(MetadataNames.Arm);
        if (context.GetReverseProxyFeature().Route.Config.RouteId != GeneratorService.Descriptor.FullName)
            return next(context);
        SplitArm? arm;
        if (requested.Length > 0)
        {
            if (!options.Generators.ContainsKey(requested))
                return Refuse(context, StatusCode.NotFound, $"No generator is named '{requested}'; there are: {Names()}.");
            arm = new SplitArm(requested, requested, 1);
        }
        else
        {
            arm = Split(key);
            if (arm is null)
                return Refuse(context, StatusCode.InvalidArgument, $"No split is configured, so the generator must be named, one of: {Names()}.");
        }
        if (!clusters.TryGetCluster(RouteTable.GeneratorCluster(arm.Generator), out ClusterState? cluster))
            throw new InvalidOperationException($"The generator '{arm.Generator}' has no cluster.");
        context.ReassignProxyRequest(cluster);
        context.Request.Headers[MetadataNames.Arm] = arm.Name;
        context.Response.Headers[MetadataNames.Arm] = arm.Name;
        return next(context);
    }

    private SplitArm? Split(string key)
    {
        SplitArm[] available = [.. _arms.Where(IsAvailable)];
        // With every arm down the choice stands as if all were up, so that the call ends with its own arm's UNAVAILABLE.
        return split.Choose(available, key) ?? split.Choose(_arms, key);
    }

    private bool IsAvailable(SplitArm arm) =>
        clusters.TryGetCluster(RouteTable.GeneratorCluster(arm.Generator), out ClusterState? cluster)
        && cluster.Destinations.Values.Any(InstanceHealth.InRotation);

    private static IEnumerable<SplitArm> ArmsOf(GatewayOptions options)
    {
        if (options.Arms.Count == 0 && options.Generators.Count == 1)
            return options.Generators.Keys.Select(name => new SplitArm(name, name, 1));
        return options.Arms.Select(arm => new SplitArm(arm.Name, arm.Generator, arm.Weight));
    }

    private string Names() => string.Join(", ", options.Generators.Keys.Order(StringComparer.Ordinal));

    private static Task Refuse(HttpContext context, StatusCode code, string message)
    {
        GrpcRefusal.WriteField(context.Response, code, MetadataNames.Generator, message);
        return Task.CompletedTask;
    }
}
