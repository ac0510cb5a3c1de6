using Inpaint.Imaging;
using static TorchSharp.torch;

namespace Inpaint.Models;

/// <summary>Pictures and masks as tensors, and back.</summary>
public static class PictureTensors
{
    /// <summary>A picture as float32 [1, 3, height, width] in 0..1.</summary>
    public static Tensor FromPicture(RgbImage picture)
    {
        var plane = picture.Width * picture.Height;
        var values = new float[3 * plane];
        for (var i = 0; i < plane; i++)
        {
            values[i] = picture.Pixels[3 * i] / 255f;
            values[plane + i] = picture.Pixels[(3 * i) + 1] / 255f;
            values[(2 * plane) + i] = picture.Pixels[(3 * i) + 2] / 255f;
        }

        return tensor(values, [1, 3, picture.Height, picture.Width]);
    }

    /// <summary>A mask as float32 [1, 1, height, width], 1 = hole.</summary>
    public static Tensor FromMask(HoleMask mask)
    {
        var values = new float[mask.Hole.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = mask.Hole[i];
        return tensor(values, [1, 1, mask.Height, mask.Width]);
    }

    /// <summary>The first picture of float32 [n, 3, height, width] in 0..1, rounded to 8 bits.</summary>
    public static RgbImage ToPicture(Tensor pictures)
    {
        var (height, width) = ((int)pictures.shape[2], (int)pictures.shape[3]);
        using var planar = pictures.detach().contiguous();
        var values = planar.data<float>().ToArray();
        var plane = width * height;
        var pixels = new byte[3 * plane];
        for (var i = 0; i < plane; i++)
        {
            pixels[3 * i] = ToByte(values[i]);
            pixels[(3 * i) + 1] = ToByte(values[plane + i]);
            pixels[(3 * i) + 2] = ToByte(values[(2 * plane) + i]);
        }

        return new RgbImage(width, height, pixels);
    }

    /// <summary>A tensor [n, c, h, w] of the same values whose channels lie side by side in memory, which convolutions are fastest on.</summary>
    public static Tensor ChannelsLast(Tensor pictures) =>
        pictures.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    private static byte ToByte(float value) =>
        (byte)Math.Clamp(MathF.Round(value * 255f, MidpointRounding.AwayFromZero), 0f, 255f);
}
