using Grpc.Core;
using Inpaint.Gateway.Errors;
using Inpaint.Gateway.Options;
using Inpaint.V1;
using Yarp.ReverseProxy;

namespace Inpaint.Gateway.Routing;

/// <summary>Chooses the encoder that a call names in <c>inpaint-encoder</c>; calls that name none keep the route's default.</summary>
internal sealed class EncoderSelection(GatewayOptions options, IProxyStateLookup clusters)
{
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        string requested = context.Request.Headers[MetadataNames.Encoder].ToString();
        if (requested.Length == 0 || context.GetReverseProxyFeature().Route.Config.RouteId != EncoderService.Descriptor.FullName)
            return next(context);
        if (!clusters.TryGetCluster(RouteTable.EncoderCluster(requested), out var cluster))
        {
            string names = string.Join(", ", options.Encoders.Keys.Order(StringComparer.Ordinal));
            GrpcRefusal.WriteField(context.Response, StatusCode.NotFound, MetadataNames.Encoder, $"No encoder is named '{requested}'; there are: {names}.");
            return Task.CompletedTask;
        }
        context.ReassignProxyRequest(cluster);
        return next(context);
    }
}
