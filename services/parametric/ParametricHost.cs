using Inpaint.Models.Parametric;
using Inpaint.Serving;
using Inpaint.Serving.Caching;

namespace Inpaint.Parametric;

/// <summary>The encoder of half-filled designs as a host of its own.</summary>
public static class ParametricHost
{
    /// <summary>Builds the service, ready to be run.</summary>
    /// <param name="args">
    /// Command line, for example <c>--urls http://127.0.0.1:5001 --ConnectionStrings:redis 127.0.0.1:6379</c>.
    /// </param>
    public static WebApplication Build(string[] args)
    {
        WebApplicationBuilder builder = InpaintHost.Create(args, "parametric");
        builder.Services.AddEmbeddingCache(builder.Configuration);
        builder.Services.AddSingleton(ParameterSchema.Bikes);
        builder.Services.AddSingleton<ParametricEncoder>();
        builder.Services.AddSingleton<ParameterReader>();
        WebApplication app = builder.Build().MapServiceDefaults();
        app.MapGrpcService<ParametricEncoderService>();
        return app;
    }
}
