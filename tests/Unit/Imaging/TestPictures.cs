using Inpaint.Imaging;

namespace Inpaint.Tests.Unit.Imaging;

/// <summary>Small pictures made by rule.</summary>
internal static class TestPictures
{
    public static RgbImage Noise(int width, int height, int seed)
    {
        var image = new RgbImage(width, height);
        new Random(seed).NextBytes(image.Pixels);
        return image;
    }

    public static RgbImage Gradient(int width, int height)
    {
        var image = new RgbImage(width, height);
        for (var i = 0; i < width * height; i++)
        {
            image.Pixels[3 * i] = (byte)(255 * (i % width) / width);
            image.Pixels[3 * i + 1] = (byte)(255 * (i / width) / height);
            image.Pixels[3 * i + 2] = 128;
        }

        return image;
    }

    public static RgbImage Plain(int width, int height, byte level)
    {
        var image = new RgbImage(width, height);
        image.Pixels.AsSpan().Fill(level);
        return image;
    }
}
