using System.Runtime.Intrinsics;

namespace Inpaint.Imaging.Resizing;

/// <summary>For each output place along one axis: the input places it is made of, and their weights in fixed point, which add up to about 1.</summary>
internal sealed class ResamplingTaps
{
    /// <summary>Bits behind the point: 8 are left for a level, and 2 for the kernels' overshoot and their sign.</summary>
    public const int FractionBits = 32 - 8 - 2;

    private readonly int[] _first;
    private readonly int[][] _weights;
    private readonly Lazy<Vector256<int>[]> _pairs;

    /// <summary>As Pillow computes them: the kernel is widened by the scale, so that making smaller never skips pixels.</summary>
    public ResamplingTaps(int input, int output, Resampling resampling)
    {
        var scale = (double)input / output;
        var widening = Math.Max(scale, 1);
        var support = resampling.Support() * widening;
        (_first, _weights) = (new int[output], new int[output][]);
        for (var i = 0; i < output; i++)
        {
            var centre = (i + .5) * scale;
            var first = Math.Max(0, (int)(centre - support + .5));
            var end = Math.Min(input, (int)(centre + support + .5));
            var weights = new double[end - first];
            var sum = 0.0;
            for (var tap = 0; tap < weights.Length; tap++)
            {
                weights[tap] = resampling.Weight((tap + first - centre + .5) * (1 / widening));
                sum += weights[tap];
            }

            _first[i] = first;
            _weights[i] = Array.ConvertAll(weights, weight => ToFixedPoint(sum == 0 ? weight : weight / sum));
            MostTaps = Math.Max(MostTaps, weights.Length);
        }

        _pairs = new Lazy<Vector256<int>[]>(MakePairs);
    }

    /// <summary>Output places.</summary>
    public int Count => _first.Length;

    /// <summary>Most taps of any output place.</summary>
    public int MostTaps { get; }

    /// <summary>First input place of an output place.</summary>
    public int First(int output) => _first[output];

    /// <summary>Weights from there on.</summary>
    public ReadOnlySpan<int> Weights(int output) => _weights[output];

    /// <summary>The weights two by two, each four times: for two pixels of four channels. An odd number of them is followed by 0.</summary>
    public ReadOnlySpan<Vector256<int>> Pairs(int output) => _pairs.Value.AsSpan(output * PairsAPlace, (_weights[output].Length + 1) / 2);

    private int PairsAPlace => (MostTaps + 1) / 2;

    private Vector256<int>[] MakePairs()
    {
        var pairs = new Vector256<int>[Count * PairsAPlace];
        for (var i = 0; i < Count; i++)
        {
            var weights = _weights[i];
            for (var tap = 0; tap < weights.Length; tap += 2)
            {
                var second = tap + 1 < weights.Length ? weights[tap + 1] : 0;
                pairs[i * PairsAPlace + tap / 2] = Vector256.Create(Vector128.Create(weights[tap]), Vector128.Create(second));
            }
        }

        return pairs;
    }

    private static int ToFixedPoint(double weight) => (int)(weight * (1 << FractionBits) + (weight < 0 ? -.5 : .5));
}
