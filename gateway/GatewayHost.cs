using Inpaint.Gateway.Arms;
using Inpaint.Gateway.Errors;
using Inpaint.Gateway.Health;
using Inpaint.Gateway.Options;
using Inpaint.Gateway.Routing;
using Inpaint.Serving;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;

namespace Inpaint.Gateway;

/// <summary>The gateway: one address before all services of the suite.</summary>
public static class GatewayHost
{
    /// <summary>Builds the gateway from its arguments, ready to run.</summary>
    /// <param name="args">Configuration as <c>--key=value</c>; <c>--urls</c> is where it listens, <see cref="GatewayOptions"/> what it stands before.</param>
    /// <exception cref="OptionsValidationException">The options are wrong; the message says all that is.</exception>
    public static WebApplication Build(string[] args)
    {
        WebApplicationBuilder builder = InpaintHost.Create(args, "gateway");
        GatewayOptions options = builder.Configuration.GetSection(GatewayOptions.Section).Get<GatewayOptions>() ?? new GatewayOptions();
        ValidateOptionsResult validation = new GatewayOptionsValidator().Validate(null, options);
        if (validation.Failed)
            throw new OptionsValidationException(GatewayOptions.Section, typeof(GatewayOptions), validation.Failures);
        // A caller who hangs up is no warning; what is wrong with an instance, its probes tell.
        builder.Logging.AddFilter("Yarp.ReverseProxy", LogLevel.Error);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<WeightedRendezvousPolicy>();
        builder.Services.AddSingleton<RandomArmPolicy>();
        builder.Services.AddSingleton<IArmPolicy, ArmSplit>();
        builder.Services.AddSingleton<GeneratorSelection>();
        builder.Services.AddSingleton<EncoderSelection>();
        builder.Services.AddSingleton<IProbingRequestFactory, GrpcProbeFactory>();
        builder.Services.AddSingleton<IForwarderHttpClientFactory, ProbingHttpClientFactory>();
        builder.Services.AddSingleton<IActiveHealthCheckPolicy, LatestProbePolicy>();
        builder.Services.AddSingleton<IPassiveHealthCheckPolicy, FailedCallsPolicy>();
        builder.Services.AddReverseProxy().LoadFromMemory(RouteTable.Routes(options), RouteTable.Clusters(options));
        WebApplication app = builder.Build();
        app.MapServiceDefaults();
        app.MapGrpcService<RoutingEndpoint>();
        app.MapReverseProxy(proxy =>
        {
            proxy.Use(ForwardingErrorMiddleware.InvokeAsync);
            proxy.Use(proxy.ApplicationServices.GetRequiredService<GeneratorSelection>().InvokeAsync);
            proxy.Use(proxy.ApplicationServices.GetRequiredService<EncoderSelection>().InvokeAsync);
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        }).ConfigureEndpoints((endpoint, route) => endpoint.WithMetadata(RouteDescriptions.Of(route.RouteId)));
        return app;
    }
}
