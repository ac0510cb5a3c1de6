using Inpaint.Inference;
using Inpaint.Models;
using Inpaint.Models.Unet;
using static TorchSharp.torch;

namespace Inpaint.Benchmarks.Networks;

/// <summary>The shipped UNet's shape, which takes texts.</summary>
/// <param name="text">Whether each picture has a text, of the most tokens.</param>
internal sealed class ConditionedWorkload(bool text = false)
    : NetworkWorkload(text ? "shipped_text" : "shipped", Configuration.Width, Configuration.Height, Configuration.EmbeddingWidth, Configuration.TextWidth, text ? MostTokens : 0, Create)
{
    private static readonly ConditionedUnetConfiguration Configuration = new() { Width = 128, Height = 80, EmbeddingWidth = 192, TextWidth = 128 };

    public override double Operations { get; } = UnetArithmetic.Operations(Configuration, text ? MostTokens : 0);

    protected override object Shape { get; } = new
    {
        width = Configuration.Width,
        height = Configuration.Height,
        embedding = Configuration.EmbeddingWidth,
        text = Configuration.TextWidth,
        text_heads = Configuration.TextHeads,
        channels = Configuration.Channels,
        mixing_channels = Configuration.MixingChannels,
        mixing_width = Configuration.MixingWidth,
        condition_width = Configuration.ConditionWidth,
    };

    public override InferencePlan CompilePlan(PlanOptions? options = null) => ((ConditionedUnet)Served).CompilePlan(options, MostTokens);

    protected override Tensor Predict(nn.Module network, Tensor picture, Tensor hole, Tensor? embedding, TokenSequence? text) =>
        ((ConditionedUnet)network).forward(picture, hole, embedding, text);

    private static ConditionedUnet Create() => new(Configuration);
}
