using System.Runtime.Intrinsics;

namespace Inpaint.Imaging.Resizing;

/// <summary>
/// Four weights in fixed point as words, weight = high * 2^15 + low with low at least 0: the first two side by side four times, then the last
/// two, as they multiply two pixels of four channels each.
/// </summary>
internal readonly struct WeightQuad
{
    /// <param name="weights">Four, each below 2^30 in size.</param>
    public WeightQuad(ReadOnlySpan<int> weights)
    {
        Low = Spread(weights, weight => weight & ((1 << ResamplingTaps.LowBits) - 1));
        High = Spread(weights, weight => weight >> ResamplingTaps.LowBits);
    }

    /// <summary>The low 15 bits.</summary>
    public Vector256<short> Low { get; }

    /// <summary>What is above them, with its sign.</summary>
    public Vector256<short> High { get; }

    private static Vector256<short> Spread(ReadOnlySpan<int> weights, Func<int, int> part)
    {
        var first = (part(weights[0]) & 0xFFFF) | (part(weights[1]) << 16);
        var last = (part(weights[2]) & 0xFFFF) | (part(weights[3]) << 16);
        return Vector256.Create(Vector128.Create(first), Vector128.Create(last)).AsInt16();
    }
}
