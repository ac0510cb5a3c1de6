using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>ATen's operators over lists of tensors: one call for all parameters of a group instead of one for each.</summary>
internal static class Foreach
{
    public static void Mul(Tensor[] self, double factor) => Aten.Discard("_foreach_mul_.Scalar", self, factor);

    /// <summary>self += summands[i].</summary>
    public static void Add(Tensor[] self, double[] summands) => Aten.Discard("_foreach_add_.ScalarList", self, summands);

    /// <summary>self += alpha * other.</summary>
    public static void Add(Tensor[] self, Tensor[] other, double alpha) => Aten.Discard("_foreach_add_.List", self, other, alpha);

    /// <summary>self += factor * a * b.</summary>
    public static void Addcmul(Tensor[] self, Tensor[] a, Tensor[] b, double factor) => Aten.Discard("_foreach_addcmul_.Scalar", self, a, b, factor);

    /// <summary>self += factors[i] * a / b.</summary>
    public static void Addcdiv(Tensor[] self, Tensor[] a, Tensor[] b, double[] factors) =>
        Aten.Discard("_foreach_addcdiv_.ScalarList", self, a, b, factors);

    /// <summary>The square roots, in new tensors.</summary>
    public static Tensor[] NewSqrt(Tensor[] self) => Aten.Many("_foreach_sqrt", self);

    public static Tensor[] NewAdd(Tensor[] self, Tensor[] other, double alpha) => Aten.Many("_foreach_add.List", self, other, alpha);

    public static Tensor[] NewNeg(Tensor[] self) => Aten.Many("_foreach_neg", self);
}
