using Yarp.ReverseProxy.Forwarder;

namespace Inpaint.Gateway.Health;

/// <summary>YARP's own clients, with <see cref="GrpcProbeHandler"/> before them.</summary>
internal sealed class ProbingHttpClientFactory(ILogger<ForwarderHttpClientFactory> logger) : ForwarderHttpClientFactory(logger)
{
    protected override HttpMessageHandler WrapHandler(ForwarderHttpClientContext context, HttpMessageHandler handler) =>
        new GrpcProbeHandler(base.WrapHandler(context, handler));
}
