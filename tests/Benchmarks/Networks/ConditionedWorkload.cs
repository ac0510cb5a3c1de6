using Inpaint.Inference;
using Inpaint.Models;
using Inpaint.Models.Unet;
using static TorchSharp.torch;

namespace Inpaint.Benchmarks.Networks;

/// <summary>The shipped UNet's shape, which takes texts.</summary>
/// <param name="text">Whether each picture has a text, of the most tokens.</param>
internal sealed class ConditionedWorkload(bool text = false)
    : NetworkWorkload(text ? "shipped_text" : "shipped", s_shape.Width, s_shape.Height, s_shape.EmbeddingWidth, s_shape.TextWidth, text ? MostTokens : 0, Create)
{
    private static readonly ConditionedUnetConfiguration s_shape = new() { Width = 128, Height = 80, EmbeddingWidth = 192, TextWidth = 128 };

    public override double Operations { get; } = UnetArithmetic.Operations(s_shape, text ? MostTokens : 0);

    protected override object Shape { get; } = new
    {
        width = s_shape.Width,
        height = s_shape.Height,
        embedding = s_shape.EmbeddingWidth,
        text = s_shape.TextWidth,
        text_heads = s_shape.TextHeads,
        channels = s_shape.Channels,
        mixing_channels = s_shape.MixingChannels,
        mixing_width = s_shape.MixingWidth,
        condition_width = s_shape.ConditionWidth,
    };

    public override InferencePlan CompilePlan(PlanOptions? options = null) => ((ConditionedUnet)Served).CompilePlan(options, MostTokens);

    protected override Tensor Predict(nn.Module network, Tensor picture, Tensor hole, Tensor? embedding, TokenSequence? text) =>
        ((ConditionedUnet)network).forward(picture, hole, embedding, text);

    private static ConditionedUnet Create() => new(s_shape);
}
