using Inpaint.Imaging;
using Inpaint.Models;

namespace Inpaint.Serving.Generators;

/// <summary>Runs a model once before anybody waits for it, so that it is known to work and its first request is no slower.</summary>
internal static class ModelWarmUp
{
    public static void Run(ICompletionModel model)
    {
        CompletionModelInfo info = model.Info;
        var picture = new RgbImage(info.Width, info.Height);
        var hole = new PixelRectangle(0, 0, info.Width, (info.Height + 1) / 2);
        HoleMask mask = HoleMask.FromRectangles(info.Width, info.Height, [hole]);
        float[]? embedding = info.EmbeddingWidth == 0 ? null : new float[info.EmbeddingWidth];
        var input = new CompletionInput(picture, mask, embedding, Seed: 0) { TextTokens = info.Text is { } text ? new float[text.Width] : null };
        RgbImage completed = model.Complete([input], progress: null, CancellationToken.None)[0];
        if (completed.Width != info.Width || completed.Height != info.Height)
            throw new ModelException(ModelErrorKind.Corrupt, $"the model '{info.Name}' gives pictures of another size than it says");
    }
}
