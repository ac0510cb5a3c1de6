using Inpaint.Inference;
using Inpaint.Models.Plans;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Models.Unet;

/// <summary>
/// One step up: coarse features are projected at their own size, where it is cheap, doubled by repeating pixels,
/// added to the encoder's features of that size, and convolved.
/// </summary>
internal sealed class RefinementBlock : nn.Module<Tensor, Tensor, Tensor?, Tensor>
{
    private static readonly double[] Twice = [2, 2];

    // Not a field each: fields that hold modules are registered a second time, under their own names, once this module is part of another.
    private readonly (Conv2d Projection, ConvolutionBlock Block) _layers;

    public RefinementBlock(int coarse, int fine, int conditionWidth)
        : base(nameof(RefinementBlock))
    {
        _layers = (
            nn.Conv2d(coarse, fine, kernel_size: 1),
            new ConvolutionBlock(fine, fine, conditionWidth: conditionWidth));
        register_module("projection", _layers.Projection);
        register_module("block", _layers.Block);
    }

    public void FoldNorm() => _layers.Block.FoldNorm();

    /// <summary>Adds the step, as it is in inference, to a plan.</summary>
    public PlanTensor AddTo(PlanBuilder plan, PlanTensor coarse, PlanTensor fine, PlanTensor? condition)
    {
        var projected = plan.Convolution(coarse, PlanWeights.Of(_layers.Projection));
        return _layers.Block.AddTo(plan, plan.Upsample(projected, 2, plus: fine), condition);
    }

    public override Tensor forward(Tensor input1, Tensor input2, Tensor? input3)
    {
        var doubled = nn.functional.interpolate(_layers.Projection.forward(input1), scale_factor: Twice, mode: InterpolationMode.Nearest);
        return _layers.Block.forward(doubled + input2, input3);
    }
}
