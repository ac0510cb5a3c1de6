using Inpaint.Imaging;

namespace Inpaint.Models;

/// <summary>Pictures and masks as planes of numbers, and back.</summary>
internal static class PicturePlanes
{
    /// <summary>Writes a picture as [3, height, width] in 0..1.</summary>
    public static void FromPicture(RgbImage picture, Span<float> planes)
    {
        var plane = picture.Width * picture.Height;
        var red = planes[..plane];
        var green = planes.Slice(plane, plane);
        var blue = planes.Slice(2 * plane, plane);
        var pixels = picture.Pixels.AsSpan(0, 3 * plane);
        for (var i = 0; i < plane; i++)
        {
            red[i] = pixels[3 * i] / 255f;
            green[i] = pixels[(3 * i) + 1] / 255f;
            blue[i] = pixels[(3 * i) + 2] / 255f;
        }
    }

    /// <summary>Writes a mask as [1, height, width], 1 = hole.</summary>
    public static void FromMask(HoleMask mask, Span<float> plane)
    {
        for (var i = 0; i < mask.Hole.Length; i++)
            plane[i] = mask.Hole[i];
    }

    /// <summary>A picture of [3, height, width] in 0..1, rounded to 8 bits.</summary>
    public static RgbImage ToPicture(ReadOnlySpan<float> planes, int width, int height)
    {
        var plane = width * height;
        var red = planes[..plane];
        var green = planes.Slice(plane, plane);
        var blue = planes.Slice(2 * plane, plane);
        var pixels = new byte[3 * plane];
        for (var i = 0; i < plane; i++)
        {
            pixels[3 * i] = ToByte(red[i]);
            pixels[(3 * i) + 1] = ToByte(green[i]);
            pixels[(3 * i) + 2] = ToByte(blue[i]);
        }

        return new RgbImage(width, height, pixels);
    }

    private static byte ToByte(float value) =>
        (byte)Math.Clamp(MathF.Round(value * 255f, MidpointRounding.AwayFromZero), 0f, 255f);
}
