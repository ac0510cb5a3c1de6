using Inpaint.Inference;
using Inpaint.Models.Unet;
using static TorchSharp.torch;

namespace Inpaint.Benchmarks.Networks;

/// <summary>The shipped UNet's shape.</summary>
internal sealed class ConditionedWorkload() : NetworkWorkload("shipped", s_shape.Width, s_shape.Height, s_shape.EmbeddingWidth, Create)
{
    private static readonly ConditionedUnetConfiguration s_shape = new() { Width = 128, Height = 80, EmbeddingWidth = 192 };

    public override double Operations { get; } = UnetArithmetic.Operations(s_shape);

    protected override object Shape { get; } = new
    {
        width = s_shape.Width,
        height = s_shape.Height,
        embedding = s_shape.EmbeddingWidth,
        channels = s_shape.Channels,
        mixing_channels = s_shape.MixingChannels,
        mixing_width = s_shape.MixingWidth,
        condition_width = s_shape.ConditionWidth,
    };

    public override InferencePlan CompilePlan(PlanOptions? options = null) => ((ConditionedUnet)Served).CompilePlan(options);

    protected override Tensor Predict(nn.Module network, Tensor picture, Tensor hole, Tensor? embedding) =>
        ((ConditionedUnet)network).forward(picture, hole, embedding);

    private static ConditionedUnet Create() => new(s_shape);
}
