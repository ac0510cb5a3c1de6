using System.Runtime.Intrinsics;

namespace Inpaint.Imaging.Codecs;

/// <summary>How a decoder leaves its pixels.</summary>
/// <param name="Width">Columns as stored.</param>
/// <param name="Height">Rows as stored.</param>
/// <param name="Channels">1 grey, 2 grey and alpha, 3 RGB, 4 RGBA.</param>
/// <param name="RowStep">Bytes from a row to the next.</param>
internal readonly record struct StoredPixels(int Width, int Height, int Channels, int RowStep)
{
    // Red, green and blue of four pixels, then their alphas.
    private static readonly Vector128<byte> ColoursFirst = Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 3, 7, 11, 15);

    /// <summary>An upright picture of them: grey is repeated, alpha kept beside the colours.</summary>
    /// <param name="stored">The first row's first byte to the last row's last.</param>
    /// <param name="orientation">EXIF orientation, 1 to 8.</param>
    public RgbImage ToUpright(ReadOnlySpan<byte> stored, int orientation)
    {
        var (columns, rows) = ExifOrientation.SwapsSides(orientation) ? (Height, Width) : (Width, Height);
        var count = Width * Height;
        var pixels = GC.AllocateUninitializedArray<byte>(3 * count);
        var alpha = Channels is 2 or 4 ? GC.AllocateUninitializedArray<byte>(count) : null;
        if (orientation == ExifOrientation.Upright && Channels >= 3)
            CopyRows(stored, pixels, alpha);
        else
            Turn(stored, orientation, columns, rows, pixels, alpha);

        return new RgbImage(columns, rows, pixels, alpha);
    }

    private void CopyRows(ReadOnlySpan<byte> stored, Span<byte> pixels, Span<byte> alpha)
    {
        for (var row = 0; row < Height; row++)
        {
            var from = stored.Slice(row * RowStep, Width * Channels);
            if (Channels == 3)
                from.CopyTo(pixels[(3 * Width * row)..]);
            else
                Separate(from, pixels.Slice(3 * Width * row, 3 * Width), alpha.Slice(Width * row, Width));
        }
    }

    private static void Separate(ReadOnlySpan<byte> rgba, Span<byte> pixels, Span<byte> alpha)
    {
        // Sixteen bytes are written for twelve: the next four pixels overwrite what was too much.
        var i = 0;
        for (; i <= alpha.Length - 6; i += 4)
        {
            var four = Vector128.Shuffle(Vector128.Create(rgba[(4 * i)..]), ColoursFirst);
            four.CopyTo(pixels[(3 * i)..]);
            BitConverter.TryWriteBytes(alpha[i..], four.AsUInt32()[3]);
        }

        for (; i < alpha.Length; i++)
        {
            rgba.Slice(4 * i, 3).CopyTo(pixels[(3 * i)..]);
            alpha[i] = rgba[4 * i + 3];
        }
    }

    private void Turn(ReadOnlySpan<byte> stored, int orientation, int columns, int rows, Span<byte> pixels, Span<byte> alpha)
    {
        var (start, columnStep, rowStep) = ExifOrientation.Walk(orientation, Width, Height, Channels, RowStep);
        var (green, blue) = Channels >= 3 ? (1, 2) : (0, 0);
        var to = 0;
        for (var row = 0; row < rows; row++)
        {
            var from = start + row * rowStep;
            for (var column = 0; column < columns; column++, from += columnStep, to++)
            {
                pixels[3 * to] = stored[from];
                pixels[3 * to + 1] = stored[from + green];
                pixels[3 * to + 2] = stored[from + blue];
                if (!alpha.IsEmpty)
                    alpha[to] = stored[from + Channels - 1];
            }
        }
    }
}
