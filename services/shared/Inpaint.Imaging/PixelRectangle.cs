namespace Inpaint.Imaging;

/// <summary>A half-open rectangle of pixels: columns Left to Right - 1, rows Top to Bottom - 1, row 0 at the top.</summary>
public readonly record struct PixelRectangle(int Left, int Top, int Right, int Bottom)
{
    /// <summary>Columns covered.</summary>
    public int Width => Right - Left;

    /// <summary>Rows covered.</summary>
    public int Height => Bottom - Top;

    /// <summary>Whether the rectangle covers at least one pixel and none outside a picture of this size.</summary>
    public bool FitsInside(int width, int height) =>
        0 <= Left && Left < Right && Right <= width && 0 <= Top && Top < Bottom && Bottom <= height;

    /// <summary>Throws unless <see cref="FitsInside"/>.</summary>
    /// <exception cref="InvalidPictureArgumentException">The rectangle is empty, upside down or partly outside.</exception>
    public void ThrowUnlessInside(int width, int height)
    {
        if (!FitsInside(width, height))
        {
            throw new InvalidPictureArgumentException(
                $"rectangle left {Left}, top {Top}, right {Right}, bottom {Bottom} (half-open) is empty or not inside {width} x {height} pixels");
        }
    }
}
