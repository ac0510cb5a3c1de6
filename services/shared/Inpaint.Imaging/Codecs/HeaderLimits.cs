namespace Inpaint.Imaging.Codecs;

/// <summary>Holds a header's size against the limits.</summary>
internal static class HeaderLimits
{
    /// <exception cref="PictureException">TooLarge.</exception>
    public static void Check(long width, long height, PictureLimits limits)
    {
        if (width > limits.MaxSide || height > limits.MaxSide)
            throw new PictureException(PictureErrorKind.TooLarge, $"{width} x {height} pixels: no side may exceed {limits.MaxSide}");

        if (width * height > Math.Min(limits.MaxPixels, Array.MaxLength / 4))
            throw new PictureException(PictureErrorKind.TooLarge, $"{width} x {height} pixels are more than the {limits.MaxPixels} allowed");
    }
}
