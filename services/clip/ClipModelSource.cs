using Inpaint.Imaging;
using Inpaint.Models;
using Inpaint.Models.Clip;
using Inpaint.Serving.Shelf;
using TorchSharp;

namespace Inpaint.Clip;

/// <summary>The CLIP models of a store, opened on a device.</summary>
internal sealed class ClipModelSource(ModelStore store, torch.Device device) : IModelSource<ClipEncoder>
{
    public IReadOnlyList<string> Names => store.Names(ClipModel.Family);

    public string? DefaultName => store.DefaultName(ClipModel.Family);

    public string DigestOf(string name) => ClipModelFolder.Find(store, name).Manifest.WeightsDigest;

    public string DigestOf(ClipEncoder model) => model.Digest;

    public ClipEncoder Open(string name) => ClipEncoder.Open(store, name, ClipModelTokenizer.Open, device);

    public void WarmUp(ClipEncoder model)
    {
        float[] text = model.EncodeTexts([model.Tokenizer.Tokenize("")])[0];
        float[] picture = model.EncodePictures([new RgbImage(2, 2)])[0];
        foreach (float[] embedding in (float[][])[text, picture])
        {
            if (embedding.Length != model.Width || !Array.TrueForAll(embedding, float.IsFinite))
                throw new ModelException(ModelErrorKind.Corrupt, $"the model '{model.Name}' does not give {model.Width} finite values");
        }
    }
}
