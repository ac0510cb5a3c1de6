using TorchSharp.Interop;

namespace TorchSharp.Modules;

/// <summary>ATen's operators over lists of tensors: one call for many instead of one for each.</summary>
internal static class Foreach
{
    public static void Mul(torch.Tensor[] self, double factor) => Aten.Discard("_foreach_mul_.Scalar", self, factor);
}
