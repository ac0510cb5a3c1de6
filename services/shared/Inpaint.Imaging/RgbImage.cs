namespace Inpaint.Imaging;

/// <summary>An 8-bit RGB picture in memory, optionally with an alpha plane that nothing here blends with.</summary>
public sealed class RgbImage
{
    /// <summary>A black picture.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public RgbImage(int width, int height)
        : this(width, height, new byte[RequiredBytes(width, height)])
    {
    }

    /// <summary>A picture around existing pixels, which are not copied.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">height * width * 3 bytes, row-major from the top, R G B interleaved.</param>
    /// <param name="alpha">height * width bytes (255 = opaque), or null where the picture has none.</param>
    public RgbImage(int width, int height, byte[] pixels, byte[]? alpha = null)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        var required = RequiredBytes(width, height);
        if (pixels.Length != required)
        {
            throw new InvalidPictureArgumentException($"{pixels.Length} bytes given for {width} x {height} RGB pixels, which take {required}", nameof(pixels));
        }

        if (alpha is not null && alpha.Length != required / 3)
        {
            throw new InvalidPictureArgumentException($"{alpha.Length} bytes of alpha given for {width} x {height} pixels", nameof(alpha));
        }

        (Width, Height, Pixels, Alpha) = (width, height, pixels, alpha);
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>height * width * 3 bytes, row-major from the top, R G B interleaved.</summary>
    public byte[] Pixels { get; }

    /// <summary>height * width bytes, 255 = opaque; null where the picture has no alpha.</summary>
    public byte[]? Alpha { get; }

    /// <summary>An independent copy.</summary>
    public RgbImage Clone() => new(Width, Height, (byte[])Pixels.Clone(), (byte[]?)Alpha?.Clone());

    /// <summary>Throws unless another picture has the same width and height.</summary>
    /// <exception cref="InvalidPictureArgumentException">The sizes differ.</exception>
    public void ThrowUnlessSameSize(RgbImage other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Width != Width || other.Height != Height)
        {
            throw new InvalidPictureArgumentException($"pictures of {Width} x {Height} and {other.Width} x {other.Height} pixels do not match");
        }
    }

    private static int RequiredBytes(int width, int height)
    {
        if (width < 1 || height < 1 || (long)width * height > Array.MaxLength / 3)
        {
            throw new InvalidPictureArgumentException($"a picture cannot have {width} x {height} pixels");
        }

        return width * height * 3;
    }
}
