using Inpaint.Models;
using Inpaint.Models.Clip;
using Inpaint.Serving;
using Inpaint.Serving.Caching;
using Inpaint.Serving.Inference;
using Inpaint.Serving.Shelf;

namespace Inpaint.Clip;

/// <summary>CLIP's encoders of texts and pictures as a host of their own: every model of the family in the models folder.</summary>
public static class ClipHost
{
    // A batch of sixteen keeps the cores busy; a call of 256 inputs finds room beside a few others.
    private static readonly InferenceOptions Defaults = new() { QueueCapacity = 1024, MaxBatch = 16 };

    /// <summary>Builds the service, ready to be run. It serves without any model, too, and then refuses what it is asked.</summary>
    /// <param name="args">
    /// Command line, for example <c>--urls http://127.0.0.1:5003 --Models:Root models --ConnectionStrings:redis 127.0.0.1:6379</c>.
    /// </param>
    public static WebApplication Build(string[] args)
    {
        WebApplicationBuilder builder = InpaintHost.Create(args, "clip");
        builder.Services.AddEmbeddingCache(builder.Configuration);
        InferenceOptions inference = InferenceOptions.Read(builder.Configuration, Defaults);
        builder.Services.AddSingleton(inference);
        // Found at once, not with the first call: a device that is not there ends the start.
        TorchSharp.torch.Device device = inference.FindDevice();
        builder.Services.AddModelShelf<ClipEncoder>(builder.Configuration, root => new ClipModelSource(new ModelStore(root), device));
        builder.Services.AddSingleton(ClipOptions.Read(builder.Configuration));
        builder.Services.AddSingleton<ClipBatches>();
        builder.Services.AddSingleton<ClipInputs>();
        WebApplication app = builder.Build().MapServiceDefaults();
        app.MapGrpcService<ClipEncoderService>();
        return app;
    }
}
