using Inpaint.Serving;
using Inpaint.Serving.Generators;

namespace Inpaint.Vae;

/// <summary>The generator of variational autoencoders as a host of its own.</summary>
public static class VaeHost
{
    /// <summary>Builds the service, ready to be run.</summary>
    /// <param name="args">Command line, for example <c>--urls http://127.0.0.1:5003 --Models:Root models</c>.</param>
    public static WebApplication Build(string[] args)
    {
        WebApplicationBuilder builder = InpaintHost.Create(args, VaeService.Family);
        builder.Services.AddGenerator(builder.Configuration, VaeService.Family);
        WebApplication app = builder.Build().MapServiceDefaults();
        app.MapGrpcService<VaeService>();
        return app;
    }
}
