using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Inpaint.Imaging;

/// <summary>A picture of floating-point samples, channel by channel, as tensors have it.</summary>
public sealed class PlanarImage
{
    /// <summary>A picture around existing samples, which are not copied.</summary>
    /// <param name="channels">Planes, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="samples">channels * height * width values, row-major.</param>
    /// <exception cref="InvalidPictureArgumentException">The sizes do not fit together.</exception>
    public PlanarImage(int channels, int height, int width, float[] samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (channels < 1 || height < 1 || width < 1 || (Int128)channels * height * width != samples.Length)
            throw new InvalidPictureArgumentException($"{samples.Length} samples given for {channels} x {height} x {width}", nameof(samples));

        (Channels, Height, Width, Samples) = (channels, height, width, samples);
    }

    /// <summary>Planes.</summary>
    public int Channels { get; }

    /// <summary>Rows of each plane.</summary>
    public int Height { get; }

    /// <summary>Columns of each plane.</summary>
    public int Width { get; }

    /// <summary>channels * height * width values, row-major.</summary>
    public float[] Samples { get; }

    /// <summary>Three planes with levels 0 to 255.</summary>
    public static PlanarImage FromRgb(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var count = image.Width * image.Height;
        var samples = new float[3 * count];
        var i = 0;
        ref var first = ref MemoryMarshal.GetArrayDataReference(image.Pixels);
        ref var made = ref MemoryMarshal.GetArrayDataReference(samples);
        var byChannel = Vector128.Create((byte)0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11, 0, 0, 0, 0);
        // Four pixels at a time, read with what lies behind them.
        for (; 3 * i + Vector128<byte>.Count <= 3 * count; i += Vector128<float>.Count)
        {
            var four = Vector128.Shuffle(Vector128.LoadUnsafe(ref first, (nuint)(3 * i)), byChannel);
            var (redGreen, blue) = (Vector128.WidenLower(four), Vector128.WidenUpper(four));
            Store(Vector128.WidenLower(redGreen), ref made, i);
            Store(Vector128.WidenUpper(redGreen), ref made, count + i);
            Store(Vector128.WidenLower(blue), ref made, 2 * count + i);
        }

        for (; i < count; i++)
        {
            samples[i] = image.Pixels[3 * i];
            samples[count + i] = image.Pixels[3 * i + 1];
            samples[2 * count + i] = image.Pixels[3 * i + 2];
        }

        return new PlanarImage(3, image.Height, image.Width, samples);
    }

    /// <summary>One channel's samples, row-major.</summary>
    public ReadOnlySpan<float> Plane(int channel) => Samples.AsSpan(channel * Height * Width, Height * Width);

    private static void Store(Vector128<uint> levels, ref float samples, int at) =>
        Vector128.ConvertToSingle(levels.AsInt32()).StoreUnsafe(ref samples, (nuint)at);
}
