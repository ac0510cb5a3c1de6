namespace Inpaint.Imaging.Resizing;

/// <summary>For each output place along one axis: the input places it is made of, and their weights in fixed point, which add up to about 1.</summary>
internal sealed class ResamplingTaps
{
    /// <summary>Bits behind the point: 8 are left for a level, and 2 for the kernels' overshoot and their sign.</summary>
    public const int FractionBits = 32 - 8 - 2;

    /// <summary>Bits of a weight's low part.</summary>
    public const int LowBits = 15;

    /// <summary>Weights that are multiplied at a time.</summary>
    public const int Quad = 4;

    private readonly int[] _first;
    private readonly int[] _count;
    private readonly int[] _weights;
    private readonly int _stride;
    private readonly Lazy<WeightQuad[]> _quads;

    /// <summary>As Pillow computes them: the kernel is widened by the scale, so that making smaller never skips pixels.</summary>
    public ResamplingTaps(int input, int output, Resampling resampling)
    {
        var scale = (double)input / output;
        var widening = Math.Max(scale, 1);
        var support = resampling.Support() * widening;
        _stride = (int)Math.Min(input, Math.Ceiling(2 * support) + 1);
        (_first, _count, _weights) = (new int[output], new int[output], new int[checked(output * _stride)]);
        var weights = new double[_stride];
        for (var i = 0; i < output; i++)
        {
            var centre = (i + .5) * scale;
            var first = Math.Max(0, (int)(centre - support + .5));
            var end = Math.Min(input, (int)(centre + support + .5));
            var sum = 0.0;
            for (var tap = 0; tap < end - first; tap++)
            {
                weights[tap] = resampling.Weight((tap + first - centre + .5) * (1 / widening));
                sum += weights[tap];
            }

            (_first[i], _count[i]) = (first, end - first);
            for (var tap = 0; tap < end - first; tap++)
            {
                _weights[(i * _stride) + tap] = ToFixedPoint(sum == 0 ? weights[tap] : weights[tap] / sum);
            }

            MostTaps = Math.Max(MostTaps, end - first);
        }

        _quads = new Lazy<WeightQuad[]>(MakeQuads);
    }

    /// <summary>Output places.</summary>
    public int Count => _first.Length;

    /// <summary>Most taps of any output place.</summary>
    public int MostTaps { get; }

    /// <summary>Taps of an output place, four by four.</summary>
    public int QuadCount(int output) => (_count[output] + Quad - 1) / Quad;

    /// <summary>First input place of an output place.</summary>
    public int First(int output) => _first[output];

    /// <summary>Weights from there on.</summary>
    public ReadOnlySpan<int> Weights(int output) => _weights.AsSpan(output * _stride, _count[output]);

    /// <summary>The weights four by four, <see cref="QuadsAPlace"/> for each output place; behind the last ones follow zeros.</summary>
    public ReadOnlySpan<WeightQuad> Quads => _quads.Value;

    /// <summary>For the output place of most taps as many as it has.</summary>
    public int QuadsAPlace => (MostTaps + Quad - 1) / Quad;

    private WeightQuad[] MakeQuads()
    {
        var quads = new WeightQuad[Count * QuadsAPlace];
        Span<int> four = stackalloc int[Quad];
        for (var i = 0; i < Count; i++)
        {
            var weights = Weights(i);
            for (var tap = 0; tap < weights.Length; tap += Quad)
            {
                four.Clear();
                weights.Slice(tap, Math.Min(Quad, weights.Length - tap)).CopyTo(four);
                quads[(i * QuadsAPlace) + (tap / Quad)] = new WeightQuad(four);
            }
        }

        return quads;
    }

    private static int ToFixedPoint(double weight) => (int)(weight * (1 << FractionBits) + (weight < 0 ? -.5 : .5));
}
