using Inpaint.Models;
using Inpaint.Serving.Transport;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Inpaint.Serving;

/// <summary>What makes a host a service of this suite.</summary>
/// <remarks>
/// A service is <c>Create</c>, its own registrations, <c>Build</c>, <see cref="MapServiceDefaults"/> and its own
/// <c>MapGrpcService</c>. Settings come from the environment and then from the arguments, which win; there are no settings
/// files, for several services can live in one folder and one process.
/// </remarks>
public static class InpaintHost
{
    /// <summary>Address that is listened on when <c>--urls</c> gives none: any free port, this machine only.</summary>
    public const string DefaultUrls = "http://127.0.0.1:0";

    /// <summary>Settings that the command line knows by a short name too.</summary>
    private static readonly Dictionary<string, string> ShortNames = new() { ["--device"] = ComputeDevice.Setting };

    /// <summary>Largest number of calls that one connection may have open; those beyond it wait in the client.</summary>
    private const int MaxStreamsPerConnection = 512;

    /// <summary>
    /// A builder with Kestrel on cleartext HTTP/2, gRPC with its limits, health, reflection, statuses for exceptions,
    /// telemetry and a graceful end.
    /// </summary>
    /// <param name="args">Command line: <c>--urls http://127.0.0.1:5001 --Models:Root models ...</c></param>
    /// <param name="serviceName">Name of the service in logs and traces, for example <c>unet</c>.</param>
    public static WebApplicationBuilder Create(string[] args, string serviceName)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentException.ThrowIfNullOrWhiteSpace(serviceName);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = serviceName });
        builder.Configuration.AddEnvironmentVariables().AddCommandLine(args, ShortNames);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"))
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Grpc", LogLevel.Warning)
            .AddSimpleConsole(console => console.SingleLine = true);

        ServingOptions options = ServingOptions.Read(builder.Configuration);
        AddServer(builder, options);
        AddGrpc(builder.Services, options);
        AddLifetime(builder.Services, options);
        return builder;
    }

    /// <summary>Maps gRPC health and reflection, and <c>/health</c> (ready) and <c>/alive</c> over plain HTTP/2.</summary>
    public static WebApplication MapServiceDefaults(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapGrpcHealthChecksService();
        app.MapGrpcReflectionService();
        app.MapHealthChecks("/health");
        app.MapGet("/alive", () => "alive");
        // Nobody else asks for it, and it must exist from the first moment to the last.
        app.Services.GetRequiredService<Telemetry>();
        return app;
    }

    private static void AddServer(WebApplicationBuilder builder, ServingOptions options)
    {
        string urls = builder.Configuration["urls"] is { Length: > 0 } given ? given : DefaultUrls;
        builder.WebHost.UseKestrelCore().UseUrls(urls).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Messages are bounded one by one; a stream of them may be of any length.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = MaxStreamsPerConnection;
            kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainAnnouncement + options.DrainLimit);
    }

    private static void AddGrpc(IServiceCollection services, ServingOptions options)
    {
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = options.MaxMessageBytes;
            grpc.MaxSendMessageSize = options.MaxMessageBytes;
            // The providers that come by default decompress without bound.
            grpc.CompressionProviders.Clear();
            grpc.CompressionProviders.Add(new BoundedGzipCompressionProvider(options.MaxMessageBytes));
            grpc.Interceptors.Add<ErrorMappingInterceptor>();
        });
        services.AddGrpcReflection();
        services.AddGrpcHealthChecks().AddCheck<DrainService>("draining");
    }

    private static void AddLifetime(IServiceCollection services, ServingOptions options)
    {
        services.AddRouting();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(options.Pictures);
        services.AddSingleton<DrainState>();
        services.AddSingleton<DrainService>();
        services.AddHostedService(provider => provider.GetRequiredService<DrainService>());
        services.AddSingleton<Telemetry>();
        services.AddSingleton<PictureReader>();
        services.AddSingleton<MaskReader>();
    }
}
