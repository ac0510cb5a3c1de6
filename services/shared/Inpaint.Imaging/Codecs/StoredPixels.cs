namespace Inpaint.Imaging.Codecs;

/// <summary>Turns pixels as a file stores them into an upright picture.</summary>
internal static class StoredPixels
{
    /// <param name="stored">height * width * channels bytes; 3 channels are RGB, 4 are RGBA.</param>
    /// <param name="width">Columns as stored.</param>
    /// <param name="height">Rows as stored.</param>
    /// <param name="channels">3 or 4.</param>
    /// <param name="orientation">EXIF orientation, 1 to 8.</param>
    public static RgbImage ToUpright(ReadOnlySpan<byte> stored, int width, int height, int channels, int orientation)
    {
        if (orientation == ExifOrientation.Upright && channels == 3)
            return new RgbImage(width, height, stored.ToArray());

        var (columns, rows) = ExifOrientation.SwapsSides(orientation) ? (height, width) : (width, height);
        var pixels = new byte[stored.Length / channels * 3];
        var alpha = channels == 4 ? new byte[stored.Length / channels] : null;
        var (start, columnStep, rowStep) = ExifOrientation.Walk(orientation, width, height);
        var to = 0;
        for (var row = 0; row < rows; row++)
        {
            var from = start + row * rowStep;
            for (var column = 0; column < columns; column++, from += columnStep, to++)
            {
                stored.Slice(from * channels, 3).CopyTo(pixels.AsSpan(3 * to));
                if (alpha is not null)
                    alpha[to] = stored[from * channels + 3];
            }
        }

        return new RgbImage(columns, rows, pixels, alpha);
    }
}
