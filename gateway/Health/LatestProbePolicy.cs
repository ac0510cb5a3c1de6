using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Inpaint.Gateway.Health;

/// <summary>An instance is as healthy as its latest probe: one failure takes it out of rotation, one success takes it back.</summary>
internal sealed class LatestProbePolicy(IDestinationHealthUpdater updater) : IActiveHealthCheckPolicy
{
    public const string PolicyName = "LatestProbe";

    public string Name => PolicyName;

    public void ProbingCompleted(ClusterState cluster, IReadOnlyList<DestinationProbingResult> probingResults)
    {
        updater.SetActive(cluster, probingResults.Select(result => new NewActiveDestinationHealth(
            result.Destination,
            result.Response is { IsSuccessStatusCode: true } ? DestinationHealth.Healthy : DestinationHealth.Unhealthy)));
    }
}
