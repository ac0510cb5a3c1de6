using System.Runtime.Intrinsics.X86;

namespace Inpaint.Benchmarks.Clip;

/// <summary>The environment in which OpenBLAS takes the kernels that fit the processor, even one that it is too old to know.</summary>
internal static class BlasKernels
{
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["OPENBLAS_CORETYPE"] = Avx512F.VL.IsSupported && Avx512BW.VL.IsSupported ? "SkylakeX" : "Haswell",
    };
}
