using Inpaint.Imaging.Codecs;

namespace Inpaint.Imaging;

/// <summary>
/// PNG and JPEG in and out, through libpng and libjpeg-turbo. A file is judged by its header before anything is decompressed;
/// damaged or truncated data is refused, never guessed.
/// </summary>
public static unsafe class PictureCodec
{
    /// <summary>Reads what a file says of itself, and checks it against the limits.</summary>
    /// <exception cref="PictureException">Neither PNG nor JPEG, over a limit, of a kind not offered, or with a broken header.</exception>
    public static PictureHeader ReadHeader(ReadOnlySpan<byte> file, PictureLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (file.Length > limits.MaxBytes)
            throw new PictureException(PictureErrorKind.TooLarge, $"a file of {file.Length} bytes is more than the {limits.MaxBytes} allowed");

        if (file.StartsWith(PngHeaderReader.Signature))
            return PngHeaderReader.Read(file, limits);

        if (file.StartsWith(JpegHeaderReader.Signature))
            return JpegHeaderReader.Read(file, limits);

        throw new PictureException(PictureErrorKind.Format, "neither a PNG nor a JPEG");
    }

    /// <summary>
    /// Decodes to 8-bit RGB: grey is repeated, palettes are looked up, 16 bit becomes the high byte, EXIF orientation is applied.
    /// Alpha is kept beside the colours, which it does not change.
    /// </summary>
    /// <exception cref="PictureException">Neither PNG nor JPEG, over a limit, of a kind not offered, or damaged.</exception>
    public static RgbImage Decode(ReadOnlySpan<byte> file, PictureLimits limits)
    {
        var header = ReadHeader(file, limits);
        NativeCodecs.Decoded decoded = default;
        try
        {
            fixed (byte* bytes = file)
            {
                var status = header.Kind == PictureFileKind.Png
                    ? NativeCodecs.DecodePng(bytes, (nuint)file.Length, &decoded)
                    : NativeCodecs.DecodeJpeg(bytes, (nuint)file.Length, &decoded);
                if (status == NativeCodecs.NoMemory)
                    throw new InsufficientMemoryException($"no memory to decode {header.Width} x {header.Height} pixels");

                if (status != NativeCodecs.Ok)
                    throw new PictureException(PictureErrorKind.Corrupt, $"{(header.Kind == PictureFileKind.Png ? "PNG" : "JPEG")}: {decoded.MessageText}");
            }

            var stored = new ReadOnlySpan<byte>(decoded.Pixels, decoded.Width * decoded.Height * decoded.Channels);
            return StoredPixels.ToUpright(stored, decoded.Width, decoded.Height, decoded.Channels, header.Orientation);
        }
        finally
        {
            NativeCodecs.Free(decoded.Pixels);
        }
    }

    /// <summary>Encodes losslessly: RGB, or RGBA where the picture has alpha.</summary>
    public static byte[] EncodePng(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Alpha is null)
            return EncodePng(image.Pixels, image.Width, image.Height, channels: 3);

        var rgba = new byte[image.Alpha.Length * 4];
        for (var i = 0; i < image.Alpha.Length; i++)
        {
            image.Pixels.AsSpan(3 * i, 3).CopyTo(rgba.AsSpan(4 * i));
            rgba[4 * i + 3] = image.Alpha[i];
        }

        return EncodePng(rgba, image.Width, image.Height, channels: 4);
    }

    /// <summary>Encodes a mask as a grey PNG: 255 = hole, 0 = known.</summary>
    public static byte[] EncodePng(HoleMask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        return EncodeGreyPng(Array.ConvertAll(mask.Hole, hole => hole != 0 ? byte.MaxValue : (byte)0), mask.Width, mask.Height);
    }

    /// <summary>Encodes one plane as a grey PNG.</summary>
    /// <param name="levels">height * width bytes, row-major from the top.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <exception cref="InvalidPictureArgumentException">The sizes do not fit together.</exception>
    public static byte[] EncodeGreyPng(ReadOnlySpan<byte> levels, int width, int height)
    {
        if (width < 1 || height < 1 || levels.Length != (long)width * height)
            throw new InvalidPictureArgumentException($"{levels.Length} bytes given for {width} x {height} grey pixels", nameof(levels));

        return EncodePng(levels, width, height, channels: 1);
    }

    /// <summary>Encodes as baseline JPEG with halved chroma (4:2:0). Alpha is dropped.</summary>
    /// <param name="image">At most 65500 pixels a side.</param>
    /// <param name="quality">1 (smallest) to 100 (best).</param>
    public static byte[] EncodeJpeg(RgbImage image, int quality)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        NativeCodecs.Encoded encoded = default;
        fixed (byte* pixels = image.Pixels)
        {
            return TakeFile(NativeCodecs.EncodeJpeg(pixels, image.Width, image.Height, quality, &encoded), encoded);
        }
    }

    private static byte[] EncodePng(ReadOnlySpan<byte> interleaved, int width, int height, int channels)
    {
        NativeCodecs.Encoded encoded = default;
        fixed (byte* pixels = interleaved)
        {
            return TakeFile(NativeCodecs.EncodePng(pixels, width, height, channels, &encoded), encoded);
        }
    }

    private static byte[] TakeFile(int status, NativeCodecs.Encoded encoded)
    {
        if (status != NativeCodecs.Ok)
            throw new InvalidPictureArgumentException($"the picture cannot be encoded: {encoded.MessageText}");

        try
        {
            return new ReadOnlySpan<byte>(encoded.Bytes, checked((int)encoded.Length)).ToArray();
        }
        finally
        {
            NativeCodecs.Free(encoded.Bytes);
        }
    }
}
