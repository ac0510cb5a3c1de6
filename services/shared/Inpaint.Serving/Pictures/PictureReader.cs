using Inpaint.Imaging;
using Inpaint.V1;

namespace Inpaint.Serving;

/// <summary>Reads pictures of the contract. Whatever is wrong is refused with INVALID_ARGUMENT naming the field.</summary>
/// <param name="limits">What a picture may cost; looked at in its header, before its pixels are allocated.</param>
public sealed class PictureReader(PictureLimits limits)
{
    /// <summary>Reads a picture.</summary>
    /// <param name="picture">The message; null is refused, for the callers' pictures are all required.</param>
    /// <param name="field">The field that holds it, for example <c>partial</c>.</param>
    /// <param name="required">The only size accepted, if there is one; another is refused before the pixels are decoded.</param>
    /// <param name="because">What requires that size, for the message, for example <c>partial is 128x80</c>.</param>
    /// <returns>The decoded picture, 8-bit RGB.</returns>
    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT, naming <paramref name="field"/> or a field below it.</exception>
    public RgbImage Read(Picture? picture, string field, PixelSize? required = null, string? because = null)
    {
        if (picture is null)
            throw FieldError.Invalid(field, "required");
        if (picture.Data.IsEmpty)
            throw FieldError.Invalid($"{field}.data", "required, but empty");
        if (picture.Data.Length > limits.MaxBytes)
            throw FieldError.Invalid($"{field}.data", $"{picture.Data.Length} bytes, at most {limits.MaxBytes} are accepted");
        return picture.Format switch
        {
            PictureFormat.Raw => ReadRaw(picture, field, required, because),
            PictureFormat.Unspecified or PictureFormat.Png or PictureFormat.Jpeg => ReadFile(picture, field, required, because),
            _ => throw FieldError.Invalid($"{field}.format", $"{(int)picture.Format} is not a format of this contract"),
        };
    }

    private RgbImage ReadFile(Picture picture, string field, PixelSize? required, string? because)
    {
        if (picture.Channels != 0)
            throw FieldError.Invalid($"{field}.channels", "must be 0: a file says itself how many channels it has");
        ReadOnlySpan<byte> file = picture.Data.Span;
        try
        {
            PictureHeader header = PictureCodec.ReadHeader(file, limits);
            RequireFormat(picture.Format, header.Kind, field);
            RequireStated(picture.Width, header.Width, $"{field}.width");
            RequireStated(picture.Height, header.Height, $"{field}.height");
            RequireSize(new PixelSize(header.Width, header.Height), required, because, field);
            return PictureCodec.Decode(file, limits);
        }
        catch (PictureException exception)
        {
            throw FieldError.Invalid($"{field}.data", exception.Message);
        }
    }

    private RgbImage ReadRaw(Picture picture, string field, PixelSize? required, string? because)
    {
        int channels = picture.Channels == 0 ? 3 : picture.Channels;
        if (channels is not (1 or 3))
            throw FieldError.Invalid($"{field}.channels", $"{channels}, but raw pictures have 1 or 3");
        RequireSide(picture.Width, $"{field}.width");
        RequireSide(picture.Height, $"{field}.height");
        long pixels = (long)picture.Width * picture.Height;
        if (pixels > limits.MaxPixels)
            throw FieldError.Invalid(field, $"{picture.Width}x{picture.Height} are {pixels} pixels, at most {limits.MaxPixels} are accepted");
        RequireSize(new PixelSize(picture.Width, picture.Height), required, because, field);
        if (picture.Data.Length != pixels * channels)
        {
            throw FieldError.Invalid(
                $"{field}.data", $"{picture.Data.Length} bytes, but {picture.Width}x{picture.Height} with {channels} channels are {pixels * channels}");
        }
        return new RgbImage(picture.Width, picture.Height, channels == 3 ? picture.Data.ToByteArray() : GreyToRgb(picture.Data.Span));
    }

    private void RequireSide(int side, string field)
    {
        if (side < 1 || side > limits.MaxSide)
            throw FieldError.Invalid(field, $"{side}, but raw pictures state 1 to {limits.MaxSide}");
    }

    private static void RequireSize(PixelSize size, PixelSize? required, string? because, string field)
    {
        if (required is { } accepted && size != accepted)
            throw FieldError.Invalid(field, $"{size}, but {because ?? $"{accepted} is required"}");
    }

    private static void RequireStated(int stated, int actual, string field)
    {
        if (stated != 0 && stated != actual)
            throw FieldError.Invalid(field, $"{stated}, but the file says {actual}");
    }

    private static void RequireFormat(PictureFormat stated, PictureFileKind actual, string field)
    {
        PictureFormat format = actual == PictureFileKind.Png ? PictureFormat.Png : PictureFormat.Jpeg;
        if (stated != PictureFormat.Unspecified && stated != format)
            throw FieldError.Invalid($"{field}.format", $"{stated} is stated, but the data are {format}");
    }

    private static byte[] GreyToRgb(ReadOnlySpan<byte> grey)
    {
        byte[] rgb = new byte[grey.Length * 3];
        for (int i = 0; i < grey.Length; i++)
            rgb.AsSpan(i * 3, 3).Fill(grey[i]);
        return rgb;
    }
}
