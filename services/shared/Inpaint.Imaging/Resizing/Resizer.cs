namespace Inpaint.Imaging.Resizing;

/// <summary>Changes a picture's size as Pillow's Image.resize does: antialiased, columns first, rounded to 8 bit after each pass.</summary>
public static class Resizer
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

        var columnsDone = newWidth == width ? samples.ToArray() : ResizeColumns(samples, width, height, channels, newWidth, resampling);
        return newHeight == height ? columnsDone : ResizeRows(columnsDone, newWidth * channels, height, newHeight, resampling);
    }

    private static byte[] ResizeColumns(ReadOnlySpan<byte> samples, int width, int height, int channels, int newWidth, Resampling resampling)
    {
        var taps = ResamplingTaps.Compute(width, newWidth, resampling);
        var result = new byte[height * newWidth * channels];
        var to = 0;
        for (var row = 0; row < height; row++)
        {
            var source = samples.Slice(row * width * channels, width * channels);
            for (var column = 0; column < newWidth; column++)
            {
                var weights = taps.Weights[column];
                for (var channel = 0; channel < channels; channel++)
                {
                    var sum = 0.0;
                    var from = taps.First[column] * channels + channel;
                    foreach (var weight in weights)
                    {
                        sum += weight * source[from];
                        from += channels;
                    }

                    result[to++] = Round(sum);
                }
            }
        }

        return result;
    }

    private static byte[] ResizeRows(ReadOnlySpan<byte> samples, int rowLength, int height, int newHeight, Resampling resampling)
    {
        var taps = ResamplingTaps.Compute(height, newHeight, resampling);
        var result = new byte[newHeight * rowLength];
        var sums = new double[rowLength];
        for (var row = 0; row < newHeight; row++)
        {
            Array.Clear(sums);
            var source = samples[(taps.First[row] * rowLength)..];
            foreach (var weight in taps.Weights[row])
            {
                for (var i = 0; i < sums.Length; i++)
                {
                    sums[i] += weight * source[i];
                }

                source = source[rowLength..];
            }

            for (var i = 0; i < sums.Length; i++)
            {
                result[row * rowLength + i] = Round(sums[i]);
            }
        }

        return result;
    }

    private static byte Round(double value) => (byte)Math.Clamp(Math.Floor(value + .5), 0, 255);
}
