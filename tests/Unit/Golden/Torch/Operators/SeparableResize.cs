using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Torch.Operators;

/// <summary>The resizings that TorchSharp's interpolate lacks: by exact nearest and by an antialiasing filter.</summary>
internal static class SeparableResize
{
    public static Tensor NearestExact(Tensor x, long[] size, double[]? factors)
    {
        for (var i = 0; i < size.Length; i++)
        {
            var length = x.shape[i + 2];
            var step = factors is null ? (float)length / size[i] : (float)(1 / factors[i]);
            var positions = Enumerable.Range(0, (int)size[i]).Select(target => Math.Min((long)((target + .5f) * step), length - 1)).ToArray();
            x = x.index_select(i + 2, tensor(positions));
        }

        return x;
    }

    /// <summary>Along each dimension a product with a matrix of filter weights; "bilinear" or "bicubic" (a = -0.5).</summary>
    public static Tensor Antialiased(Tensor x, long[] size, string mode)
    {
        for (var i = 0; i < size.Length; i++)
        {
            var weights = tensor(Weights((int)x.shape[i + 2], (int)size[i], mode), x.dtype);
            x = x.transpose(i + 2, -1).matmul(weights.t()).transpose(i + 2, -1);
        }

        return x;
    }

    private static double[,] Weights(int from, int to, string mode)
    {
        var weights = new double[to, from];
        var scale = (double)from / to;
        var stretch = Math.Max(scale, 1);
        var support = (mode == "bicubic" ? 2 : 1) * stretch;
        for (var target = 0; target < to; target++)
        {
            var centre = scale * (target + .5);
            var first = Math.Max((int)(centre - support + .5), 0);
            var last = Math.Min((int)(centre + support + .5), from);
            for (var source = first; source < last; source++)
                weights[target, source] = Filter((source + .5 - centre) / stretch, mode);
            var sum = Enumerable.Range(first, last - first).Sum(source => weights[target, source]);
            for (var source = first; source < last; source++)
                weights[target, source] /= sum;
        }

        return weights;
    }

    private static double Filter(double x, string mode)
    {
        x = Math.Abs(x);
        if (mode != "bicubic")
            return Math.Max(1 - x, 0);
        const double A = -.5;
        return x < 1 ? ((((A + 2) * x) - (A + 3)) * x * x) + 1
            : x < 2 ? (((((x - 5) * x) + 8) * x) - 4) * A
            : 0;
    }
}
