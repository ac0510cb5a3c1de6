using Inpaint.Benchmarks.Harness;
using static TorchSharp.torch;

namespace Inpaint.Benchmarks.Forward;

/// <summary>Speed of a large single-precision matrix product: what this machine's arithmetic can do, measured in the same run.</summary>
internal static class MatrixProduct
{
    private const int Side = 1536;

    /// <summary>Best of several products, in GFLOP/s.</summary>
    public static double GigaflopsPerSecond(int times)
    {
        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        var (left, right) = (rand(Side, Side), rand(Side, Side));
        var milliseconds = Repeat.MinimumMilliseconds(times, () => mm(left, right).Dispose());
        return 2.0 * Side * Side * Side / milliseconds / 1e6;
    }
}
