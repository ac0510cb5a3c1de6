using System.Runtime.Intrinsics.X86;
using Inpaint.Imaging;
using static TorchSharp.torch;

namespace Inpaint.Models;

/// <summary>Pictures and masks as tensors, and back.</summary>
public static class PictureTensors
{
    private static readonly bool SideBySide = Avx512F.IsSupported || !X86Base.IsSupported;

    /// <summary>A picture as float32 [1, 3, height, width] in 0..1.</summary>
    public static Tensor FromPicture(RgbImage picture)
    {
        var values = new float[3 * picture.Width * picture.Height];
        PicturePlanes.FromPicture(picture, values);
        return tensor(values, [1, 3, picture.Height, picture.Width]);
    }

    /// <summary>A mask as float32 [1, 1, height, width], 1 = hole.</summary>
    public static Tensor FromMask(HoleMask mask)
    {
        var values = new float[mask.Hole.Length];
        PicturePlanes.FromMask(mask, values);
        return tensor(values, [1, 1, mask.Height, mask.Width]);
    }

    /// <summary>The first picture of float32 [n, 3, height, width] in 0..1, on any device, rounded to 8 bits.</summary>
    public static RgbImage ToPicture(Tensor pictures)
    {
        var (height, width) = ((int)pictures.shape[2], (int)pictures.shape[3]);
        using var planar = pictures.detach().cpu().contiguous();
        return PicturePlanes.ToPicture(planar.data<float>().ToArray().AsSpan(0, 3 * width * height), width, height);
    }

    /// <summary>
    /// A tensor [n, c, h, w] of the same values in the layout that convolutions are fastest on: channels side by side in memory where the
    /// processor has AVX-512 (or is no x86). With AVX2 alone that layout costs a fifth, and the values stay row-major.
    /// </summary>
    public static Tensor ChannelsLast(Tensor pictures) => SideBySide
        ? pictures.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2)
        : pictures.contiguous();
}
