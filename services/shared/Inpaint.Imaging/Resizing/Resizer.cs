using System.Buffers;

namespace Inpaint.Imaging.Resizing;

/// <summary>
/// Changes a picture's size as Pillow's Image.resize does: antialiased, columns first, rounded to 8 bit after each pass. Sums are Pillow's
/// fixed-point ones, so results are equal to the byte.
/// </summary>
public static unsafe class Resizer
{
    /// <summary>Resizes the colours; alpha is dropped.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="width">New columns, at least 1.</param>
    /// <param name="height">New rows, at least 1.</param>
    /// <param name="resampling">The kernel.</param>
    public static RgbImage Resize(RgbImage image, int width, int height, Resampling resampling)
    {
        ArgumentNullException.ThrowIfNull(image);
        return new RgbImage(width, height, Resize(image.Pixels, image.Width, image.Height, channels: 3, width, height, resampling));
    }

    /// <summary>Resizes interleaved samples of any number of channels.</summary>
    /// <param name="samples">height * width * channels bytes, row-major.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="channels">Samples a pixel, at least 1.</param>
    /// <param name="newWidth">New columns, at least 1.</param>
    /// <param name="newHeight">New rows, at least 1.</param>
    /// <param name="resampling">The kernel.</param>
    /// <exception cref="InvalidPictureArgumentException">The sizes do not fit together.</exception>
    public static byte[] Resize(ReadOnlySpan<byte> samples, int width, int height, int channels, int newWidth, int newHeight, Resampling resampling)
    {
        if (width < 1 || height < 1 || channels < 1 || (Int128)width * height * channels != samples.Length)
            throw new InvalidPictureArgumentException($"{samples.Length} samples given for {height} x {width} x {channels}", nameof(samples));

        if (newWidth < 1 || newHeight < 1 || (Int128)newWidth * Math.Max(height, newHeight) * channels > Array.MaxLength)
            throw new InvalidPictureArgumentException($"a picture cannot be resized to {newWidth} x {newHeight} pixels");

        if (newWidth == width && newHeight == height)
            return samples.ToArray();

        if (newWidth == width)
            return ResizeRows(samples, width * channels, height, newHeight, resampling);

        var length = height * newWidth * channels;
        if (newHeight == height)
        {
            var result = GC.AllocateUninitializedArray<byte>(length);
            ResizeColumns(samples, width, height, channels, newWidth, resampling, result);
            return result;
        }

        // Large and short-lived: garbage of this size is collected with all other.
        var between = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            ResizeColumns(samples, width, height, channels, newWidth, resampling, between);
            return ResizeRows(between.AsSpan(0, length), newWidth * channels, height, newHeight, resampling);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(between);
        }
    }

    private static void ResizeColumns(ReadOnlySpan<byte> samples, int width, int height, int channels, int newWidth, Resampling resampling, byte[] result)
    {
        var taps = new ResamplingTaps(width, newWidth, resampling);
        fixed (byte* first = samples)
        {
            var from = (nint)first;
            RowRanges.Run(height, (long)height * newWidth * taps.MostTaps, (start, end) =>
            {
                var room = ArrayPool<byte>.Shared.Rent(ResamplingSums.RoomLength(width * channels));
                for (var row = start; row < end; row++)
                {
                    var source = new ReadOnlySpan<byte>((byte*)from + (long)row * width * channels, width * channels);
                    ResamplingSums.AlongRow(source, channels, taps, room, result.AsSpan(row * newWidth * channels, newWidth * channels));
                }

                ArrayPool<byte>.Shared.Return(room);
            });
        }
    }

    private static byte[] ResizeRows(ReadOnlySpan<byte> samples, int rowLength, int height, int newHeight, Resampling resampling)
    {
        var taps = new ResamplingTaps(height, newHeight, resampling);
        var result = GC.AllocateUninitializedArray<byte>(newHeight * rowLength);
        fixed (byte* first = samples)
        {
            var (from, length) = ((nint)first, samples.Length);
            RowRanges.Run(newHeight, (long)newHeight * rowLength * taps.MostTaps / 4, (start, end) =>
            {
                for (var row = start; row < end; row++)
                {
                    var source = new ReadOnlySpan<byte>((byte*)from, length)[(taps.First(row) * rowLength)..];
                    ResamplingSums.AcrossRows(source, taps.Weights(row), result.AsSpan(row * rowLength, rowLength));
                }
            });
        }

        return result;
    }
}
