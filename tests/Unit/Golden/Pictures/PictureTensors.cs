using Inpaint.Imaging;

namespace Inpaint.Tests.Unit.Golden.Pictures;

/// <summary>Pictures and masks from and to the tensors of reference cases.</summary>
internal static class PictureTensors
{
    /// <summary>uint8 (H,W,3).</summary>
    public static GoldenTensor Of(RgbImage image) => GoldenTensor.Of<byte>([image.Height, image.Width, 3], image.Pixels);

    /// <summary>One of the pictures of uint8 or float32 (N,C,H,W).</summary>
    public static PlanarImage Planar(GoldenTensor batch, int index)
    {
        var (channels, height, width) = ((int)batch.Shape[1], (int)batch.Shape[2], (int)batch.Shape[3]);
        var count = channels * height * width;
        var samples = batch.ToDoubles().AsSpan(index * count, count).ToArray();
        return new PlanarImage(channels, height, width, Array.ConvertAll(samples, value => (float)value));
    }

    /// <summary>One of the pictures of uint8 (N,3,H,W).</summary>
    public static RgbImage Rgb(GoldenTensor batch, int index)
    {
        var (height, width) = ((int)batch.Shape[2], (int)batch.Shape[3]);
        var planes = batch.Values<byte>().AsSpan(index * 3 * height * width, 3 * height * width);
        var pixels = new byte[planes.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = planes[i % 3 * height * width + i / 3];
        }

        return new RgbImage(width, height, pixels);
    }

    /// <summary>The planes of a picture, R then G then B.</summary>
    public static byte[] Planes(RgbImage image) => Array.ConvertAll(PlanarImage.FromRgb(image).Samples, value => (byte)value);

    /// <summary>One of the masks of uint8 (N,1,H,W).</summary>
    public static HoleMask Mask(GoldenTensor batch, int index)
    {
        var (height, width) = ((int)batch.Shape[2], (int)batch.Shape[3]);
        return new HoleMask(width, height, batch.Values<byte>().AsSpan(index * height * width, height * width).ToArray());
    }
}
