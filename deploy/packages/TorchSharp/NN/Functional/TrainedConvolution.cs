using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// Convolutions, and transposed ones, of which gradients are wanted, by the native part's own kernels (Native/Convolution). They take what they
/// are made for: float32 on a processor with AVX2 alone, one group, no dilation, pixels row by row. All else is left to libtorch.
/// </summary>
internal static unsafe class TrainedConvolution
{
    /// <summary>The convolution's result; null where it is left to libtorch, which also says what is wrong with arguments.</summary>
    public static Tensor? Run(Tensor input, Tensor weight, Tensor? bias, bool transposed, long[]? strides, long[]? padding, long[]? extra, long[]? dilation, long groups)
    {
        if (groups != 1 || !is_grad_enabled())
            return null;
        var numbers = stackalloc long[6];
        if (!Write(strides, 1, numbers) || !Write(padding, 0, numbers + 2) || !Write(extra, 0, numbers + 4))
            return null;
        if (dilation is not null && dilation.Any(step => step != 1))
            return null;
        nint result;
        var status = NativeMethods.ts_convolution(input.Handle, weight.Handle, bias?.Handle ?? 0, transposed ? 1 : 0, numbers, &result);
        GC.KeepAlive(input);
        GC.KeepAlive(weight);
        GC.KeepAlive(bias);
        return NativeError.Check(status) == 0 ? new Tensor(result) : null;
    }

    // One number stands for both axes.
    private static bool Write(long[]? values, long otherwise, long* to)
    {
        if (values is { Length: not (1 or 2) })
            return false;
        to[0] = values?[0] ?? otherwise;
        to[1] = values?[^1] ?? otherwise;
        return true;
    }
}
