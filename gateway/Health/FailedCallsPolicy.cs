using System.Runtime.CompilerServices;
using Grpc.Core;
using Inpaint.Gateway.Options;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Inpaint.Gateway.Health;

/// <summary>
/// Takes an instance out for a while after several failed calls in a row. A call fails when its transport breaks
/// and also when it ends with <c>grpc-status: 14</c> over HTTP 200, which YARP's own policies count as a success.
/// </summary>
internal sealed class FailedCallsPolicy(IDestinationHealthUpdater updater, IClusterDestinationsUpdater destinations, GatewayOptions options) : IPassiveHealthCheckPolicy
{
    public const string PolicyName = "FailedCalls";

    private static readonly string Unavailable = ((int)StatusCode.Unavailable).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private readonly ConditionalWeakTable<DestinationState, StrongBox<int>> _failuresInARow = [];

    public string Name => PolicyName;

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        StrongBox<int> failures = _failuresInARow.GetValue(destination, static _ => new StrongBox<int>());
        if (!Failed(context))
        {
            Volatile.Write(ref failures.Value, 0);
            return;
        }
        if (Interlocked.Increment(ref failures.Value) < options.Health.FailuresInARow)
            return;
        Volatile.Write(ref failures.Value, 0);
        updater.SetPassive(cluster, destination, DestinationHealth.Unhealthy, options.Health.ReactivationPeriod);
        // At once: the updater leaves this to the thread pool, where on a busy gateway it waits behind calls that go to the failing instance.
        destinations.UpdateAvailableDestinations(cluster);
    }

    private static bool Failed(HttpContext context)
    {
        if (context.GetForwarderErrorFeature() is { } error)
            return error.Error is ForwarderError.Request or ForwarderError.RequestTimedOut
                or ForwarderError.ResponseHeaders or ForwarderError.ResponseBodyDestination;
        return GrpcStatus(context) == Unavailable;
    }

    /// <summary>The status stands in the trailers, or in the headers of a response that has no body.</summary>
    private static string? GrpcStatus(HttpContext context)
    {
        if (context.Response.Headers.TryGetValue("grpc-status", out var inHeaders))
            return inHeaders;
        return context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers.TryGetValue("grpc-status", out var inTrailers) == true ? inTrailers : default;
    }
}
