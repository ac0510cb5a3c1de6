using Inpaint.Models.Parametric;
using Inpaint.Serving;
using Inpaint.Serving.Caching;
using Inpaint.Serving.Inference;

namespace Inpaint.Parametric;

/// <summary>The encoder and filler of half-filled designs as a host of its own.</summary>
public static class ParametricHost
{
    // A design is computed within a millisecond, so that many can wait.
    private static readonly InferenceOptions Defaults = new() { QueueCapacity = 4096 };

    /// <summary>Builds the service, ready to be run.</summary>
    /// <param name="args">
    /// Command line, for example <c>--urls http://127.0.0.1:5001 --Models:Root models --ConnectionStrings:redis 127.0.0.1:6379
    /// --Parameters:Schema mine.schema.json</c>.
    /// </param>
    public static WebApplication Build(string[] args)
    {
        WebApplicationBuilder builder = InpaintHost.Create(args, "parametric");
        builder.Services.AddEmbeddingCache(builder.Configuration);
        ParametricOptions options = ParametricOptions.Read(builder.Configuration);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(InferenceOptions.Read(builder.Configuration, Defaults));
        builder.Services.AddSingleton(options.LoadSchema());
        builder.Services.AddSingleton<ParametricEncoder>();
        builder.Services.AddSingleton<ParameterReader>();
        builder.Services.AddSingleton<DesignNetwork>();
        builder.Services.AddSingleton<DesignEncoders>();
        WebApplication app = builder.Build().MapServiceDefaults();
        app.MapGrpcService<ParametricEncoderService>();
        app.MapGrpcService<ParameterPredictionService>();
        // At once, not with the first call: a model that is named and cannot be opened ends the start.
        app.Services.GetRequiredService<DesignNetwork>();
        return app;
    }
}
