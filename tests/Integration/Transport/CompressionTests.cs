using System.IO.Compression;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Compression;
using Inpaint.Serving.Transport;
using Inpaint.Tests.Integration.Support;

namespace Inpaint.Tests.Integration.Transport;

public sealed class CompressionTests
{
    private const int Bound = 1 << 20;
    private const string EncodingRequest = "grpc-internal-encoding-request";

    private static readonly CallOptions Gzip = new(new Metadata { { EncodingRequest, "gzip" } });

    [Theory, InlineData(Route.Direct), InlineData(Route.Proxied)]
    public async Task Gzip_goes_both_ways(Route route)
    {
        ServiceHandlers handlers = new()
        {
            Unary = static (request, context) => Task.FromResult($"{context.GetHttpContext().Request.Headers["grpc-encoding"]} {request}"),
        };
        await using TransportHost host = await TransportHost.StartAsync(route, handlers, Bounded);
        EncodingObserver observer = new();
        CallInvoker invoker = host.Connect(options =>
        {
            options.CompressionProviders = [new BoundedGzipCompressionProvider(Bound)];
            options.HttpHandler = observer;
        }).CreateCallInvoker();
        string picture = new('x', Bound - 100);
        Assert.Equal($"gzip {picture}", await invoker.Unary(picture, Gzip).ResponseAsync.Within());
        Assert.Equal("gzip", observer.Encoding);
    }

    [Fact]
    public async Task Message_of_exactly_the_bound_is_taken()
    {
        ServiceHandlers handlers = new() { Unary = static (request, _) => Task.FromResult($"{request.Length}") };
        await using TransportHost host = await TransportHost.StartAsync(handlers: handlers, configureGrpc: Bounded);
        Assert.Equal($"{Bound}", await Connect(host).Unary(new string('x', Bound), Gzip).ResponseAsync.Within());
    }

    [Theory, InlineData(Route.Direct), InlineData(Route.Proxied)]
    public async Task Request_one_byte_beyond_the_bound_is_refused_before_the_handler(Route route)
    {
        int calls = 0;
        ServiceHandlers handlers = new() { Unary = (_, _) => Task.FromResult($"{Interlocked.Increment(ref calls)}") };
        await using TransportHost host = await TransportHost.StartAsync(route, handlers, Bounded);
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => Connect(host).Unary(new string('x', Bound + 1), Gzip).ResponseAsync.Within());
        Assert.Equal(StatusCode.ResourceExhausted, exception.StatusCode);
        Assert.Contains($"{Bound} bytes", exception.Status.Detail);
        Assert.Equal(0, calls);
    }

    [Theory, InlineData(Route.Direct), InlineData(Route.Proxied)]
    public async Task Response_beyond_the_bound_of_the_client_is_refused_there(Route route)
    {
        ServiceHandlers handlers = new() { Unary = static (_, _) => Task.FromResult(new string('x', Bound + 1)) };
        await using TransportHost host = await TransportHost.StartAsync(route, handlers, static options =>
        {
            options.ResponseCompressionAlgorithm = "gzip";
            options.ResponseCompressionLevel = CompressionLevel.Fastest;
        });
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => Connect(host).Unary("").ResponseAsync.Within());
        Assert.Equal(StatusCode.ResourceExhausted, exception.StatusCode);
    }

    [Fact]
    public async Task Encoding_that_is_not_offered_is_unimplemented()
    {
        await using TransportHost host = await TransportHost.StartAsync(configureGrpc: Bounded);
        CallInvoker invoker = host.Connect(static options =>
            options.CompressionProviders = [new DeflateCompressionProvider(CompressionLevel.Fastest)]).CreateCallInvoker();
        CallOptions deflate = new(new Metadata { { EncodingRequest, "deflate" } });
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => invoker.Unary("x", deflate).ResponseAsync.Within());
        Assert.Equal(StatusCode.Unimplemented, exception.StatusCode);
    }

    [Fact]
    public void Bound_below_one_byte_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(static () => new BoundedGzipCompressionProvider(0));

    private static void Bounded(GrpcServiceOptions options)
    {
        options.CompressionProviders = [new BoundedGzipCompressionProvider(Bound)];
        options.ResponseCompressionAlgorithm = "gzip";
    }

    private static CallInvoker Connect(TransportHost host) => host
        .Connect(static options => options.CompressionProviders = [new BoundedGzipCompressionProvider(Bound)])
        .CreateCallInvoker();

    /// <summary>Notes the encoding of the response, which gRPC keeps to itself.</summary>
    private sealed class EncodingObserver() : DelegatingHandler(new SocketsHttpHandler())
    {
        public string? Encoding { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            Encoding = response.Headers.GetValues("grpc-encoding").Single();
            return response;
        }
    }
}
