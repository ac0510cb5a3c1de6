using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Inpaint.Imaging.Resizing;

/// <summary>Weighted sums of levels in fixed point, rounded and clamped to 0..255.</summary>
internal static class ResamplingSums
{
    private const int Lanes = 4;
    private const int Half = 1 << (ResamplingTaps.FractionBits - 1);

    /// <summary>Numbers that <see cref="AlongRow"/> needs for a row of so many pixels.</summary>
    public static int WidenedLength(int pixels) => Lanes * (pixels + 1);

    /// <summary>One output row made of the columns of one input row.</summary>
    /// <param name="source">The input row, interleaved.</param>
    /// <param name="channels">Samples a pixel.</param>
    /// <param name="taps">Along the row.</param>
    /// <param name="widened">Room for <see cref="WidenedLength"/> numbers.</param>
    /// <param name="target">The output row, interleaved.</param>
    public static void AlongRow(ReadOnlySpan<byte> source, int channels, ResamplingTaps taps, Span<int> widened, Span<byte> target)
    {
        if (channels is 3 or 4)
            AlongRowOfPixels(source, channels, taps, widened, target);
        else
            AlongRowOfSamples(source, channels, taps, target);
    }

    /// <summary>One output row made of several input rows.</summary>
    /// <param name="source">The first of them, the others behind it.</param>
    /// <param name="weights">One a row.</param>
    /// <param name="target">The output row; the input rows are as long.</param>
    public static void AcrossRows(ReadOnlySpan<byte> source, ReadOnlySpan<int> weights, Span<byte> target)
    {
        var x = 0;
        for (; x <= target.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
        {
            var (low, high) = (Vector256.Create(Half), Vector256.Create(Half));
            var at = x;
            foreach (var weight in weights)
            {
                var levels = Vector256.WidenLower(Vector128.Create(source[at..]).ToVector256Unsafe()).AsInt16();
                low += Vector256.WidenLower(levels) * weight;
                high += Vector256.WidenUpper(levels) * weight;
                at += target.Length;
            }

            Clamp(low, high).CopyTo(target[x..]);
        }

        for (; x < target.Length; x++)
        {
            var (sum, at) = (Half, x);
            foreach (var weight in weights)
            {
                sum += source[at] * weight;
                at += target.Length;
            }

            target[x] = Clamp(sum);
        }
    }

    // A pixel's channels side by side, two pixels in one vector: the row is widened once, and two taps are one multiplication.
    private static void AlongRowOfPixels(ReadOnlySpan<byte> source, int channels, ResamplingTaps taps, Span<int> widened, Span<byte> target)
    {
        Widen(source, channels, widened);
        ref var first = ref MemoryMarshal.GetReference(widened);
        for (var i = 0; i < taps.Count; i++)
        {
            var sums = Vector256<int>.Zero;
            var at = (nuint)(Lanes * taps.First(i));
            foreach (var pair in taps.Pairs(i))
            {
                sums += Vector256.LoadUnsafe(ref first, at) * pair;
                at += 2 * Lanes;
            }

            var sum = sums.GetLower() + sums.GetUpper() + Vector128.Create(Half);
            sum = Vector128.Clamp(sum >> ResamplingTaps.FractionBits, Vector128<int>.Zero, Vector128.Create(255));
            var pixel = target.Slice(i * channels, channels);
            (pixel[0], pixel[1], pixel[2]) = ((byte)sum[0], (byte)sum[1], (byte)sum[2]);
            if (channels == Lanes)
                pixel[3] = (byte)sum[3];
        }
    }

    // One pixel more than the row has: a pair may reach there, with the weight 0.
    private static void Widen(ReadOnlySpan<byte> source, int channels, Span<int> widened)
    {
        var to = 0;
        for (var from = 0; from < source.Length; from += channels, to += Lanes)
        {
            widened[to] = source[from];
            widened[to + 1] = source[from + 1];
            widened[to + 2] = source[from + 2];
            widened[to + 3] = source[from + channels - 1];
        }

        widened.Slice(to, Lanes).Clear();
    }

    private static void AlongRowOfSamples(ReadOnlySpan<byte> source, int channels, ResamplingTaps taps, Span<byte> target)
    {
        for (var to = 0; to < target.Length; to++)
        {
            var sum = Half;
            var from = taps.First(to / channels) * channels + to % channels;
            foreach (var weight in taps.Weights(to / channels))
            {
                sum += weight * source[from];
                from += channels;
            }

            target[to] = Clamp(sum);
        }
    }

    private static Vector128<byte> Clamp(Vector256<int> low, Vector256<int> high)
    {
        var most = Vector256.Create(255);
        low = Vector256.Clamp(low >> ResamplingTaps.FractionBits, Vector256<int>.Zero, most);
        high = Vector256.Clamp(high >> ResamplingTaps.FractionBits, Vector256<int>.Zero, most);
        var words = Vector256.Narrow(low, high);
        return Vector128.Narrow(words.GetLower().AsUInt16(), words.GetUpper().AsUInt16());
    }

    private static byte Clamp(int sum) => (byte)Math.Clamp(sum >> ResamplingTaps.FractionBits, 0, 255);
}
