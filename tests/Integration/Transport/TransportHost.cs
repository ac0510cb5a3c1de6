using System.Net;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Client;
using Inpaint.Tests.Integration.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Inpaint.Tests.Integration.Transport;

/// <summary>Which way the calls of a test take.</summary>
public enum Route
{
    /// <summary>From the client to the service.</summary>
    Direct,

    /// <summary>Through YARP, as in front of the suite.</summary>
    Proxied,
}

/// <summary>A service on real Kestrel with HTTP/2 in clear text, on a free port, and where asked for a real YARP in front.</summary>
internal sealed class TransportHost : IAsyncDisposable
{
    private readonly WebApplication _service;
    private readonly WebApplication? _proxy;
    private readonly List<GrpcChannel> _channels = [];

    private TransportHost(WebApplication service, WebApplication? proxy)
    {
        _service = service;
        _proxy = proxy;
        Address = (proxy ?? service).Urls.Single();
        Invoker = Connect().CreateCallInvoker();
    }

    /// <summary>Where clients connect.</summary>
    public string Address { get; }

    /// <summary>Calls over a channel with the defaults.</summary>
    public CallInvoker Invoker { get; }

    public IServiceProvider Services => _service.Services;

    public static async Task<TransportHost> StartAsync(
        Route route = Route.Direct,
        ServiceHandlers? handlers = null,
        Action<GrpcServiceOptions>? configureGrpc = null,
        Action<WebApplicationBuilder>? configureBuilder = null,
        Action<WebApplication>? configureApplication = null)
    {
        WebApplicationBuilder builder = CreateBuilder();
        builder.Services.AddGrpc(options => configureGrpc?.Invoke(options));
        builder.Services.AddSingleton(handlers ?? new ServiceHandlers());
        configureBuilder?.Invoke(builder);
        WebApplication service = builder.Build();
        service.MapGrpcService<TestService>();
        configureApplication?.Invoke(service);
        await service.StartAsync().Within();
        return new TransportHost(service, route == Route.Proxied ? await StartProxyAsync(service.Urls.Single()) : null);
    }

    /// <summary>Another channel to the same place.</summary>
    public GrpcChannel Connect(Action<GrpcChannelOptions>? configure = null)
    {
        GrpcChannelOptions options = new();
        configure?.Invoke(options);
        GrpcChannel channel = GrpcChannel.ForAddress(Address, options);
        _channels.Add(channel);
        return channel;
    }

    /// <summary>Begins to stop the service, as a deployment would.</summary>
    public Task StopServiceAsync() => _service.StopAsync();

    public async ValueTask DisposeAsync()
    {
        _channels.ForEach(static channel => channel.Dispose());
        if (_proxy is not null)
            await _proxy.DisposeAsync().AsTask().Within();
        await _service.DisposeAsync().AsTask().Within();
    }

    private static WebApplicationBuilder CreateBuilder()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static options =>
            options.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2));
        return builder;
    }

    private static async Task<WebApplication> StartProxyAsync(string destination)
    {
        WebApplicationBuilder builder = CreateBuilder();
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "service", Match = new RouteMatch { Path = "{**any}" } }],
            [
                new ClusterConfig
                {
                    ClusterId = "service",
                    Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = destination } },
                    HttpRequest = new ForwarderRequestConfig
                    {
                        Version = HttpVersion.Version20,
                        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                    },
                },
            ]);
        WebApplication proxy = builder.Build();
        proxy.MapReverseProxy();
        await proxy.StartAsync().Within();
        return proxy;
    }
}
