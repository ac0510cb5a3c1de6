using Yarp.ReverseProxy.Model;

namespace Inpaint.Gateway.Routing;

/// <summary>What counts as in rotation.</summary>
internal static class InstanceHealth
{
    /// <summary>Whether neither probes nor calls speak against an instance. One that was never probed is given the benefit of the doubt.</summary>
    public static bool InRotation(DestinationState instance) =>
        instance.Health is { Active: not DestinationHealth.Unhealthy, Passive: not DestinationHealth.Unhealthy };
}
