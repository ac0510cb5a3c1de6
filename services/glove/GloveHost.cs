using Inpaint.Models;
using Inpaint.Serving;
using Inpaint.Serving.Caching;

namespace Inpaint.Glove;

/// <summary>The encoder of sentences by word vectors as a host of its own.</summary>
public static class GloveHost
{
    /// <summary>Builds the service, ready to be run.</summary>
    /// <param name="args">
    /// Command line, for example <c>--urls http://127.0.0.1:5003 --Models:Root models</c> or <c>--Glove:Vectors glove.6B.300d.txt</c>.
    /// </param>
    public static WebApplication Build(string[] args)
    {
        WebApplicationBuilder builder = InpaintHost.Create(args, "glove");
        builder.Services.AddEmbeddingCache(builder.Configuration);
        builder.Services.AddSingleton(GloveOptions.Read(builder.Configuration));
        builder.Services.AddSingleton(new ModelStore(builder.Configuration["Models:Root"] ?? "models"));
        builder.Services.AddSingleton<GloveVectorsShelf>();
        WebApplication app = builder.Build().MapServiceDefaults();
        app.MapGrpcService<GloveEncoderService>();
        // At once, not with the first call: building an index takes a while, and vectors that cannot be read end the start.
        app.Services.GetRequiredService<GloveVectorsShelf>();
        return app;
    }
}
