using System.Net;
using Inpaint.Gateway.Health;
using Inpaint.Gateway.Options;
using Inpaint.V1;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace Inpaint.Gateway.Routing;

/// <summary>Turns the options into YARP's routes (one a service) and clusters (one a generator, encoder or other service).</summary>
internal static class RouteTable
{
    /// <summary>The cluster of a generator.</summary>
    public static string GeneratorCluster(string generator) => "generator-" + generator;

    /// <summary>The cluster of an encoder.</summary>
    public static string EncoderCluster(string encoder) => "encoder-" + encoder;

    /// <summary>One route a service, by the service's name in the path. The selecting middleware replaces a route's cluster where several share its contract.</summary>
    public static IReadOnlyList<RouteConfig> Routes(GatewayOptions options)
    {
        var routes = new List<RouteConfig>
        {
            Route(GeneratorService.Descriptor.FullName, GeneratorCluster(options.Generators.Keys.Order(StringComparer.Ordinal).First())),
        };
        if (options.Encoders.Count > 0)
            routes.Add(Route(EncoderService.Descriptor.FullName, EncoderCluster(options.DefaultEncoder)));
        foreach ((string service, BackendOptions? backend) in Others(options))
        {
            if (backend is not null)
                routes.Add(Route(service, service));
        }
        return routes;
    }

    /// <summary>All clusters.</summary>
    public static IReadOnlyList<ClusterConfig> Clusters(GatewayOptions options)
    {
        var clusters = new List<ClusterConfig>();
        foreach ((string name, BackendOptions backend) in options.Generators)
            clusters.Add(Cluster(GeneratorCluster(name), backend, options));
        foreach ((string name, BackendOptions backend) in options.Encoders)
            clusters.Add(Cluster(EncoderCluster(name), backend, options));
        foreach ((string service, BackendOptions? backend) in Others(options))
        {
            if (backend is not null)
                clusters.Add(Cluster(service, backend, options));
        }
        return clusters;
    }

    private static IEnumerable<(string Service, BackendOptions? Backend)> Others(GatewayOptions options) =>
    [
        (ParameterService.Descriptor.FullName, options.Parameters),
        (AugmentationService.Descriptor.FullName, options.Augmentation),
        (ScoringService.Descriptor.FullName, options.Scoring),
        (TrainingService.Descriptor.FullName, options.Training),
    ];

    private static RouteConfig Route(string service, string cluster) => new()
    {
        RouteId = service,
        ClusterId = cluster,
        Match = new RouteMatch { Path = $"/{service}/{{method}}", Methods = [HttpMethods.Post] },
        // A stream of pictures has no end to measure; each service bounds its messages.
        MaxRequestBodySize = -1,
    };

    private static ClusterConfig Cluster(string id, BackendOptions backend, GatewayOptions options) => new()
    {
        ClusterId = id,
        LoadBalancingPolicy = LoadBalancingPolicies.PowerOfTwoChoices,
        Destinations = backend.Addresses.Distinct(StringComparer.Ordinal).ToDictionary(
            address => address,
            address => new DestinationConfig { Address = address },
            StringComparer.Ordinal),
        HttpClient = new HttpClientConfig { EnableMultipleHttp2Connections = true },
        HttpRequest = new ForwarderRequestConfig
        {
            // Plain-text HTTP/2 has no upgrade: it is spoken from the first byte or not at all.
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            ActivityTimeout = options.ActivityTimeout,
        },
        HealthCheck = new HealthCheckConfig
        {
            // Where no instance looks healthy, trying one costs less than refusing all: probes starve first on a busy machine.
            AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
            Active = new ActiveHealthCheckConfig
            {
                Enabled = true,
                Policy = LatestProbePolicy.PolicyName,
                Interval = options.Health.ProbeInterval,
                Timeout = options.Health.ProbeTimeout,
            },
            Passive = new PassiveHealthCheckConfig
            {
                Enabled = true,
                Policy = FailedCallsPolicy.PolicyName,
                ReactivationPeriod = options.Health.ReactivationPeriod,
            },
        },
    };
}
