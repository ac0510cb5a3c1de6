using Google.Protobuf;
using Inpaint.Imaging;
using Inpaint.V1;

namespace Inpaint.Serving;

/// <summary>Writes pictures of the contract, without loss.</summary>
public static class PictureWriter
{
    /// <summary>Checks a format that a caller asks for.</summary>
    /// <param name="format">The format asked for; unspecified means PNG.</param>
    /// <param name="field">The field that holds it.</param>
    /// <returns>PNG or RAW.</returns>
    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT: JPEG, which would change known pixels, or no format at all.</exception>
    public static PictureFormat RequireLossless(PictureFormat format, string field) => format switch
    {
        PictureFormat.Unspecified or PictureFormat.Png => PictureFormat.Png,
        PictureFormat.Raw => PictureFormat.Raw,
        PictureFormat.Jpeg => throw FieldError.Invalid(field, "JPEG would change known pixels; PNG and RAW are offered"),
        _ => throw FieldError.Invalid(field, $"{(int)format} is not a format of this contract"),
    };

    /// <summary>Encodes a picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="format">PNG or RAW.</param>
    public static Picture Write(RgbImage image, PictureFormat format)
    {
        ArgumentNullException.ThrowIfNull(image);
        byte[] data = format switch
        {
            PictureFormat.Png => PictureCodec.EncodePng(image),
            PictureFormat.Raw => image.Pixels,
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "PNG or RAW"),
        };
        return new Picture
        {
            Format = format,
            Data = UnsafeByteOperations.UnsafeWrap(data),
            Width = image.Width,
            Height = image.Height,
            Channels = format == PictureFormat.Raw ? 3 : 0,
        };
    }
}
