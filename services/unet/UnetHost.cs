using Inpaint.Serving;
using Inpaint.Serving.Generators;

namespace Inpaint.Unet;

/// <summary>The generator of conditioned UNets as a host of its own.</summary>
public static class UnetHost
{
    /// <summary>Builds the service, ready to be run.</summary>
    /// <param name="args">
    /// Command line, for example <c>--urls http://127.0.0.1:5004 --Models:Root models --Services:Parametric http://127.0.0.1:5001</c>.
    /// </param>
    public static WebApplication Build(string[] args)
    {
        WebApplicationBuilder builder = InpaintHost.Create(args, UnetService.Family);
        builder.Services.AddGenerator(builder.Configuration, UnetService.Family);
        WebApplication app = builder.Build().MapServiceDefaults();
        app.MapGrpcService<UnetService>();
        return app;
    }
}
