using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Models.Unet;

/// <summary>
/// Convolution 3x3, batch norm, modulation by the condition (FiLM: a factor and an offset a channel), ReLU.
/// The norm is affine in inference and can be folded into the convolution.
/// </summary>
internal sealed class ConvolutionBlock : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly Conv2d _convolution;
    private readonly BatchNorm2d _norm;
    private readonly Linear? _modulation;

    /// <param name="from">Channels in.</param>
    /// <param name="to">Channels out.</param>
    /// <param name="stride">1, or 2 to halve the size.</param>
    /// <param name="conditionWidth">Values of the condition; 0: no modulation.</param>
    public ConvolutionBlock(int from, int to, int stride = 1, int conditionWidth = 0)
        : base(nameof(ConvolutionBlock))
    {
        _convolution = nn.Conv2d(from, to, kernel_size: 3, stride: stride, padding: 1, bias: false);
        _norm = nn.BatchNorm2d(to);
        register_module("convolution", _convolution);
        register_module("norm", _norm);
        if (conditionWidth == 0)
            return;
        _modulation = nn.Linear(conditionWidth, 2L * to);
        // Zero: training begins from the unconditioned network.
        nn.init.zeros_(_modulation.weight!);
        nn.init.zeros_(_modulation.bias!);
        register_module("modulation", _modulation);
    }

    public override Tensor forward(Tensor input1, Tensor? input2)
    {
        var features = _norm.forward(_convolution.forward(input1));
        if (_modulation is not null)
        {
            var factorAndOffset = _modulation.forward(input2!).unsqueeze(-1).unsqueeze(-1).chunk(2, 1);
            features = (features * (1 + factorAndOffset[0])) + factorAndOffset[1];
        }

        return nn.functional.relu(features);
    }
}
