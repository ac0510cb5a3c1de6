using System.Runtime.InteropServices;
using Inpaint.Inference;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Models.Plans;

/// <summary>Modules' weights as plans take them: copies, in PyTorch's order.</summary>
public static class PlanWeights
{
    /// <summary>A convolution.</summary>
    public static ConvolutionWeights Of(Conv2d layer) => new(
        Values(layer.weight!), (int)layer.weight!.shape[0], (int)layer.weight.shape[1], (int)layer.weight.shape[2], (int)layer.weight.shape[3], Optional(layer.bias));

    /// <summary>A convolution with the batch norm that follows it, in evaluation mode.</summary>
    public static ConvolutionWeights Of(Conv2d layer, BatchNorm2d norm) =>
        Of(layer).FoldNorm(Values(norm.running_mean!), Values(norm.running_var!), Optional(norm.weight), Optional(norm.bias), norm.eps);

    /// <summary>A transposed convolution.</summary>
    public static ConvolutionWeights Of(ConvTranspose2d layer) => new(
        Values(layer.weight!), (int)layer.weight!.shape[1], (int)layer.weight.shape[0], (int)layer.weight.shape[2], (int)layer.weight.shape[3], Optional(layer.bias));

    /// <summary>A linear layer.</summary>
    public static ConvolutionWeights Of(Linear layer) => Of(layer.weight!, layer.bias);

    /// <summary>A linear layer's weight [outputs, inputs] and bias.</summary>
    public static ConvolutionWeights Of(Tensor weight, Tensor? bias) => new(Values(weight), (int)weight.shape[0], (int)weight.shape[1], 1, 1, Optional(bias));

    /// <summary>A tensor of any shape, row-major.</summary>
    public static float[] Values(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().cpu().contiguous().data<float>().ToArray();
    }

    /// <summary>The same of what may be absent.</summary>
    public static float[]? Optional(Tensor? tensor) => tensor is null ? null : Values(tensor);

    /// <summary>A linear layer's weights where they lie, contiguous float32 of the processor; valid while the layer keeps them.</summary>
    public static LinearWeights Span(Linear layer) => new(Span(layer.weight!), Span(layer.bias!));

    /// <summary>A layer norm's weights, likewise.</summary>
    public static NormWeights Span(LayerNorm layer) => new(Span(layer.weight!), Span(layer.bias!));

    private static ReadOnlySpan<float> Span(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
