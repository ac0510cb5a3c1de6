using System.Net;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Inpaint.Gateway.Health;

/// <summary>Probes by <c>grpc.health.v1.Health/Check</c> with an empty request, which asks for the whole server.</summary>
internal sealed class GrpcProbeFactory : IProbingRequestFactory
{
    /// <summary>The flag and length of a gRPC message of no bytes.</summary>
    private static readonly byte[] EmptyMessage = [0, 0, 0, 0, 0];

    public HttpRequestMessage CreateRequest(ClusterModel cluster, DestinationModel destination)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(destination.Config.Address), "/grpc.health.v1.Health/Check"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(EmptyMessage),
        };
        request.Content.Headers.ContentType = new("application/grpc");
        request.Headers.TE.Add(new("trailers"));
        request.Options.Set(GrpcProbeHandler.IsProbe, true);
        return request;
    }
}
