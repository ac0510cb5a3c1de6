using Google.Protobuf;
using Inpaint.Imaging;
using Inpaint.V1;

namespace Inpaint.Tests.Integration.Serving;

/// <summary>Pictures and masks to send.</summary>
internal static class Pictures
{
    /// <summary>Noise that is the same for the same seed.</summary>
    public static RgbImage Noise(int width, int height, int seed)
    {
        var image = new RgbImage(width, height);
        new Random(seed).NextBytes(image.Pixels);
        return image;
    }

    public static Picture Png(RgbImage image) => new() { Format = PictureFormat.Png, Data = ByteString.CopyFrom(PictureCodec.EncodePng(image)) };

    public static Picture Raw(RgbImage image) => new()
    {
        Format = PictureFormat.Raw,
        Width = image.Width,
        Height = image.Height,
        Channels = 3,
        Data = ByteString.CopyFrom(image.Pixels),
    };

    public static Mask Rectangle(int left, int top, int right, int bottom) => new()
    {
        Rectangles = new RectangleList { Rectangles = { new Rectangle { Left = left, Top = top, Right = right, Bottom = bottom } } },
    };

    public static RgbImage Decode(Picture picture) => picture.Format == PictureFormat.Raw
        ? new RgbImage(picture.Width, picture.Height, picture.Data.ToByteArray())
        : PictureCodec.Decode(picture.Data.Span, PictureLimits.Default);
}
