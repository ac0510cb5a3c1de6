namespace Inpaint.Imaging;

/// <summary>Which pixels of a picture are to be filled: 1 (white) = hole, 0 (black) = known.</summary>
public sealed class HoleMask
{
    // Pictures of masks are often JPEGs or antialiased: from here up a level counts as white.
    private const int WhiteFrom = 128;

    /// <summary>A mask without a hole.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public HoleMask(int width, int height)
        : this(width, height, new byte[CheckedCount(width, height)])
    {
    }

    /// <summary>A mask around an existing plane, which is not copied and must not be changed afterwards.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="hole">height * width bytes of 0 or 1, row-major from the top.</param>
    public HoleMask(int width, int height, byte[] hole)
    {
        ArgumentNullException.ThrowIfNull(hole);
        var count = CheckedCount(width, height);
        if (hole.Length != count)
        {
            throw new InvalidPictureArgumentException($"{hole.Length} bytes given for a mask of {width} x {height} pixels", nameof(hole));
        }

        if (hole.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)1))
        {
            throw new InvalidPictureArgumentException("a mask holds only 0 (known) and 1 (hole)", nameof(hole));
        }

        (Width, Height, Hole) = (width, height, hole);
        HoleCount = hole.AsSpan().Count((byte)1);
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>height * width bytes, row-major from the top, 1 = hole, 0 = known.</summary>
    public byte[] Hole { get; }

    /// <summary>Pixels in the hole.</summary>
    public int HoleCount { get; }

    /// <summary>The union of rectangles.</summary>
    /// <exception cref="InvalidPictureArgumentException">A rectangle is empty or not wholly inside.</exception>
    public static HoleMask FromRectangles(int width, int height, IEnumerable<PixelRectangle> rectangles)
    {
        ArgumentNullException.ThrowIfNull(rectangles);
        var hole = new byte[CheckedCount(width, height)];
        foreach (var rectangle in rectangles)
        {
            rectangle.ThrowUnlessInside(width, height);
            for (var row = rectangle.Top; row < rectangle.Bottom; row++)
            {
                hole.AsSpan(row * width + rectangle.Left, rectangle.Width).Fill(1);
            }
        }

        return new HoleMask(width, height, hole);
    }

    /// <summary>Takes a picture of a mask: a pixel is hole where the mean of its three channels is at least 128.</summary>
    public static HoleMask FromImage(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var hole = new byte[image.Width * image.Height];
        var pixels = image.Pixels;
        for (var i = 0; i < hole.Length; i++)
        {
            hole[i] = pixels[3 * i] + pixels[3 * i + 1] + pixels[3 * i + 2] >= 3 * WhiteFrom ? (byte)1 : (byte)0;
        }

        return new HoleMask(image.Width, image.Height, hole);
    }

    /// <summary>Throws unless the mask has the picture's size.</summary>
    /// <exception cref="InvalidPictureArgumentException">The sizes differ.</exception>
    public void ThrowUnlessFits(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Width != Width || image.Height != Height)
        {
            throw new InvalidPictureArgumentException($"a mask of {Width} x {Height} pixels does not fit a picture of {image.Width} x {image.Height}");
        }
    }

    private static int CheckedCount(int width, int height)
    {
        if (width < 1 || height < 1 || (long)width * height > Array.MaxLength / 3)
        {
            throw new InvalidPictureArgumentException($"a mask cannot have {width} x {height} pixels");
        }

        return width * height;
    }
}
