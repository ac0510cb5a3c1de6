using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Inpaint.Imaging.Resizing;

/// <summary>Weighted sums of levels in fixed point, rounded and clamped to 0..255.</summary>
internal static class ResamplingSums
{
    // What is read beyond a row: three taps without weight, and what a pixel of three samples lacks.
    private const int Beyond = 16;
    private const int Half = 1 << (ResamplingTaps.FractionBits - 1);

    /// <summary>Bytes that <see cref="AlongRow"/> needs room for with rows of so many samples.</summary>
    public static int RoomLength(int samples) => samples + Beyond;

    /// <summary>One output row made of the columns of one input row.</summary>
    /// <param name="source">The input row, interleaved.</param>
    /// <param name="channels">Samples a pixel.</param>
    /// <param name="taps">Along the row.</param>
    /// <param name="room"><see cref="RoomLength"/> bytes.</param>
    /// <param name="target">The output row, interleaved.</param>
    public static void AlongRow(ReadOnlySpan<byte> source, int channels, ResamplingTaps taps, Span<byte> room, Span<byte> target)
    {
        if (channels is 3 or 4 && Avx2.IsSupported)
        {
            source.CopyTo(room);
            AlongRowOfPixels(room[..RoomLength(source.Length)], channels, taps, target);
        }
        else
        {
            AlongRowOfSamples(source, channels, taps, target);
        }
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

    // Four pixels at a time, each channel's levels two by two, multiplied by the weights' low and high bits of 16 each: equal to products of 32 bits.
    private static void AlongRowOfPixels(ReadOnlySpan<byte> source, int channels, ResamplingTaps taps, Span<byte> target)
    {
        ref var first = ref MemoryMarshal.GetReference(source);
        var order = PixelPairs(channels);
        var quads = taps.Quads;
        var each = taps.QuadsAPlace;
        for (var i = 0; i < taps.Count; i++)
        {
            var (low, high) = (Vector256<int>.Zero, Vector256<int>.Zero);
            var at = (nuint)(channels * taps.First(i));
            foreach (ref readonly var weights in quads.Slice(i * each, taps.QuadCount(i)))
            {
                var four = Vector128.LoadUnsafe(ref first, at);
                var levels = Avx2.Shuffle(Vector256.Create(four, four), order).AsInt16();
                low += Avx2.MultiplyAddAdjacent(levels, weights.Low);
                high += Avx2.MultiplyAddAdjacent(levels, weights.High);
                at += (nuint)(ResamplingTaps.Quad * channels);
            }

            var both = low + (high << ResamplingTaps.LowBits);
            var sum = (both.GetLower() + both.GetUpper() + Vector128.Create(Half)) >> ResamplingTaps.FractionBits;
            var words = Sse2.PackSignedSaturate(sum, sum);
            var pixel = Sse2.PackUnsignedSaturate(words, words).AsUInt32().ToScalar();
            var place = target[(i * channels)..];
            // The fourth byte of three is the next pixel's, which is written next.
            if (place.Length >= sizeof(uint))
                MemoryMarshal.Write(place, pixel);
            else
                (place[0], place[1], place[2]) = ((byte)pixel, (byte)(pixel >> 8), (byte)(pixel >> 16));
        }
    }

    // From four pixels: of the first two and of the last two, each channel's two levels as words. The fourth channel of three is whatever comes next.
    private static Vector256<byte> PixelPairs(int channels)
    {
        Span<byte> order = stackalloc byte[Vector256<byte>.Count];
        order.Fill(byte.MaxValue);
        for (var i = 0; i < Vector256<short>.Count; i++)
        {
            var (pixel, channel) = ((2 * (i / 8)) + (i % 2), i % 8 / 2);
            order[2 * i] = (byte)Math.Min((pixel * channels) + channel, Vector128<byte>.Count - 1);
        }

        return Vector256.Create<byte>(order);
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
