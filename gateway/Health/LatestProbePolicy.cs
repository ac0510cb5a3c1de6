using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Inpaint.Gateway.Health;

/// <summary>An instance is as healthy as its latest probe: one failure takes it out of rotation, one success takes it back.</summary>
internal sealed partial class LatestProbePolicy(IDestinationHealthUpdater updater, ILogger<LatestProbePolicy> logger) : IActiveHealthCheckPolicy
{
    public const string PolicyName = "LatestProbe";

    public string Name => PolicyName;

    public void ProbingCompleted(ClusterState cluster, IReadOnlyList<DestinationProbingResult> probingResults)
    {
        var healths = new List<NewActiveDestinationHealth>(probingResults.Count);
        foreach (DestinationProbingResult result in probingResults)
        {
            bool healthy = result.Response is { IsSuccessStatusCode: true };
            TellChange(cluster.ClusterId, result, healthy);
            healths.Add(new NewActiveDestinationHealth(result.Destination, healthy ? DestinationHealth.Healthy : DestinationHealth.Unhealthy));
        }
        updater.SetActive(cluster, healths);
    }

    private void TellChange(string cluster, DestinationProbingResult result, bool healthy)
    {
        DestinationHealth before = result.Destination.Health.Active;
        if (!healthy && before != DestinationHealth.Unhealthy)
            Log.WentOut(logger, cluster, result.Destination.DestinationId, result.Exception?.Message ?? "not serving");
        else if (healthy && before == DestinationHealth.Unhealthy)
            Log.CameBack(logger, cluster, result.Destination.DestinationId);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Cluster}: {Instance} is out of rotation: {Reason}")]
        public static partial void WentOut(ILogger logger, string cluster, string instance, string reason);

        [LoggerMessage(2, LogLevel.Information, "{Cluster}: {Instance} is back in rotation")]
        public static partial void CameBack(ILogger logger, string cluster, string instance);
    }
}
