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

    private readonly Conv2d _projection;
    private readonly ConvolutionBlock _block;

    public RefinementBlock(int coarse, int fine, int conditionWidth)
        : base(nameof(RefinementBlock))
    {
        _projection = nn.Conv2d(coarse, fine, kernel_size: 1);
        _block = new ConvolutionBlock(fine, fine, conditionWidth: conditionWidth);
        register_module("projection", _projection);
        register_module("block", _block);
    }

    public override Tensor forward(Tensor input1, Tensor input2, Tensor? input3)
    {
        var doubled = nn.functional.interpolate(_projection.forward(input1), scale_factor: Twice, mode: InterpolationMode.Nearest);
        return _block.forward(doubled + input2, input3);
    }
}
