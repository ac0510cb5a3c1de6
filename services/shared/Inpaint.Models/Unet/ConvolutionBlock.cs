using Inpaint.Inference;
using Inpaint.Models.Plans;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Models.Unet;

/// <summary>
/// Convolution 3x3, batch norm, modulation by the condition (FiLM: a factor and an offset a channel), ReLU.
/// The norm is affine in inference and can be folded into the convolution.
/// </summary>
internal sealed class ConvolutionBlock : nn.Module<Tensor, Tensor?, Tensor>
{
    // Not a field each: fields that hold modules are registered a second time, under their own names, once this module is part of another.
    private readonly (Conv2d Convolution, BatchNorm2d Norm, Linear? Modulation) _layers;
    private readonly long _stride;
    private (Tensor Weight, Tensor Bias)? _folded;

    /// <param name="from">Channels in.</param>
    /// <param name="to">Channels out.</param>
    /// <param name="stride">1, or 2 to halve the size.</param>
    /// <param name="conditionWidth">Values of the condition; 0: no modulation.</param>
    public ConvolutionBlock(int from, int to, int stride = 1, int conditionWidth = 0)
        : base(nameof(ConvolutionBlock))
    {
        _stride = stride;
        _layers = (
            nn.Conv2d(from, to, kernel_size: 3, stride: stride, padding: 1, bias: false),
            nn.BatchNorm2d(to),
            conditionWidth == 0 ? null : nn.Linear(conditionWidth, 2L * to));
        register_module("convolution", _layers.Convolution);
        register_module("norm", _layers.Norm);
        if (_layers.Modulation is not { } modulation)
            return;
        // Zero: training begins from the unconditioned network.
        nn.init.zeros_(modulation.weight!);
        nn.init.zeros_(modulation.bias!);
        register_module("modulation", modulation);
    }

    /// <summary>
    /// Puts the norm's running figures into the convolution: the same results with less work. The block is for inference from then on.
    /// </summary>
    public void FoldNorm()
    {
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        var norm = _layers.Norm;
        var factor = norm.weight! / (norm.running_var! + norm.eps).sqrt();
        _folded = (
            (_layers.Convolution.weight! * factor.view(-1, 1, 1, 1)).DetachFromDisposeScope(),
            (norm.bias! - (norm.running_mean! * factor)).DetachFromDisposeScope());
    }

    /// <summary>Adds the block, as it is in inference, to a plan.</summary>
    public PlanTensor AddTo(PlanBuilder plan, PlanTensor input, PlanTensor? condition)
    {
        var weights = PlanWeights.Of(_layers.Convolution, _layers.Norm);
        var modulation = _layers.Modulation is { } layer ? Modulation(plan, condition!, PlanWeights.Of(layer)) : ((PlanTensor, PlanTensor)?)null;
        return plan.Convolution(input, weights, (int)_stride, padding: 1, PlanActivation.Relu, modulation: modulation);
    }

    public override Tensor forward(Tensor input1, Tensor? input2) =>
        _folded is { } folded ? Infer(input1, input2, folded.Weight, folded.Bias) : Train(input1, input2);

    protected override void Dispose(bool disposing)
    {
        if (disposing && _folded is { } folded)
        {
            folded.Weight.Dispose();
            folded.Bias.Dispose();
        }

        base.Dispose(disposing);
    }

    // One layer makes factor and offset; the factor is 1 plus what it makes.
    private static (PlanTensor Factor, PlanTensor Offset) Modulation(PlanBuilder plan, PlanTensor condition, ConvolutionWeights layer)
    {
        var half = layer.Outputs / 2;
        var split = half * layer.Inputs;
        var factor = layer with { Outputs = half, Values = layer.Values[..split], Bias = [.. layer.Bias![..half].Select(value => 1 + value)] };
        var offset = layer with { Outputs = half, Values = layer.Values[split..], Bias = layer.Bias[half..] };
        return (plan.Linear(condition, factor), plan.Linear(condition, offset));
    }

    private Tensor Infer(Tensor input, Tensor? condition, Tensor weight, Tensor bias)
    {
        var features = nn.functional.conv2d(input, weight, bias, strides: [_stride, _stride], padding: [1, 1]);
        if (_layers.Modulation is { } modulation)
        {
            var factorAndOffset = modulation.forward(condition!).unsqueeze(-1).unsqueeze(-1).chunk(2, 1);
            features.mul_(1 + factorAndOffset[0]).add_(factorAndOffset[1]);
        }

        return features.relu_();
    }

    private Tensor Train(Tensor input1, Tensor? input2)
    {
        var features = _layers.Norm.forward(_layers.Convolution.forward(input1));
        if (_layers.Modulation is { } modulation)
        {
            var factorAndOffset = modulation.forward(input2!).unsqueeze(-1).unsqueeze(-1).chunk(2, 1);
            features = (features * (1 + factorAndOffset[0])) + factorAndOffset[1];
        }

        return nn.functional.relu(features);
    }
}
