using Google.Protobuf;
using Inpaint.Imaging;
using Inpaint.V1;

namespace Inpaint.Cli.Inputs;

/// <summary>Pictures and masks between memory and the wire.</summary>
internal static class PictureMessages
{
    public static Picture ToMessage(RgbImage image) => new()
    {
        Format = PictureFormat.Png,
        Data = UnsafeByteOperations.UnsafeWrap(PictureCodec.EncodePng(image)),
    };

    public static Mask ToMessage(HoleMask mask) => new()
    {
        Picture = new Picture { Format = PictureFormat.Png, Data = UnsafeByteOperations.UnsafeWrap(PictureCodec.EncodePng(mask)) },
    };

    public static RgbImage FromMessage(Picture picture) => PictureCodec.Decode(picture.Data.Span, PictureLimits.Default);
}
