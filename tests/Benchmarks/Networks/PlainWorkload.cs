using Inpaint.Inference;
using Inpaint.Models;
using static TorchSharp.torch;

namespace Inpaint.Benchmarks.Networks;

/// <summary>The plain UNet at 128x128.</summary>
internal sealed class PlainWorkload() : NetworkWorkload("plain", PlainUnet.Side, PlainUnet.Side, embeddingWidth: 0, textWidth: 0, tokens: 0, () => new PlainUnet())
{
    public override double Operations => PlainUnet.Operations;

    protected override object Shape { get; } = new { channels = PlainUnet.Channels };

    public override InferencePlan CompilePlan(PlanOptions? options = null) => ((PlainUnet)Served).CompilePlan(options);

    protected override Tensor Predict(nn.Module network, Tensor picture, Tensor hole, Tensor? embedding, TokenSequence? text) =>
        ((PlainUnet)network).forward(picture, hole);
}
