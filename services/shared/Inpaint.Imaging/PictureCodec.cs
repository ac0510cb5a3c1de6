using System.IO.Pipelines;
using Inpaint.Imaging.Codecs;

namespace Inpaint.Imaging;

/// <summary>
/// PNG and JPEG in and out, through libpng, libjpeg-turbo and libdeflate. A file is judged by its header before anything is decompressed;
/// damaged or truncated data is refused, never guessed.
/// </summary>
public static unsafe class PictureCodec
{
    /// <summary>Reads what a file says of itself, and checks it against the limits.</summary>
    /// <exception cref="PictureException">Neither PNG nor JPEG, over a limit, of a kind not offered, or with a broken header.</exception>
    public static PictureHeader ReadHeader(ReadOnlySpan<byte> file, PictureLimits limits) => Scan(file, limits).Header!;

    /// <summary>
    /// Decodes to 8-bit RGB: grey is repeated, palettes are looked up, 16 bit becomes the high byte, EXIF orientation is applied.
    /// Alpha is kept beside the colours, which it does not change.
    /// </summary>
    /// <exception cref="PictureException">Neither PNG nor JPEG, over a limit, of a kind not offered, or damaged.</exception>
    public static RgbImage Decode(ReadOnlySpan<byte> file, PictureLimits limits)
    {
        var scanner = Scan(file, limits);
        return (scanner is PngScanner png ? PngPlainDecoder.TryDecode(file, png) : null) ?? NativeDecoder.Decode(file, scanner);
    }

    /// <summary>
    /// Decodes a file as it arrives, in blocks of 16 KiB of which none is kept: what it takes beyond its pixels does not grow with it.
    /// The limits are held against the header as soon as that has arrived.
    /// </summary>
    /// <param name="stream">Read from where it is; a block beyond the picture's end may have been read.</param>
    /// <param name="limits">What the file may ask for.</param>
    /// <param name="cancellationToken">Ends waiting for data. A thread of the pool waits, so a stream that may stall needs one that fires.</param>
    /// <exception cref="PictureException">Neither PNG nor JPEG, over a limit, of a kind not offered, or damaged.</exception>
    /// <exception cref="IOException">The stream failed.</exception>
    public static Task<RgbImage> DecodeAsync(Stream stream, PictureLimits limits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(limits);
        return Task.Run(() => NativeDecoder.Decode(new StreamSource(stream, limits, cancellationToken)), cancellationToken);
    }

    /// <summary>As the other, from a pipe, which is left open.</summary>
    public static Task<RgbImage> DecodeAsync(PipeReader reader, PictureLimits limits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return DecodeAsync(reader.AsStream(leaveOpen: true), limits, cancellationToken);
    }

    /// <summary>The scanner for a file's first bytes.</summary>
    internal static HeaderScanner ScannerOf(ReadOnlySpan<byte> start, PictureLimits limits)
    {
        if (start.StartsWith(PngScanner.Signature))
            return new PngScanner(limits);

        return start.StartsWith(JpegScanner.Signature)
            ? new JpegScanner(limits)
            : throw new PictureException(PictureErrorKind.Format, "neither a PNG nor a JPEG");
    }

    private static HeaderScanner Scan(ReadOnlySpan<byte> file, PictureLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (file.Length > limits.MaxBytes)
            throw new PictureException(PictureErrorKind.TooLarge, $"a file of {file.Length} bytes is more than the {limits.MaxBytes} allowed");

        var scanner = ScannerOf(file, limits);
        scanner.Scan(file);
        if (scanner.Header is null)
            throw scanner.Corrupt("the file ends early");

        if (scanner is JpegScanner jpeg)
            jpeg.CheckScanLength(file.Length);
        else if (scanner is PngScanner png)
            png.CheckImageData();
        return scanner;
    }

    /// <summary>Encodes losslessly: RGB, or RGBA where the picture has alpha.</summary>
    public static byte[] EncodePng(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Alpha is null)
            return PngEncoder.Encode(image.Pixels, image.Width, image.Height, channels: 3);

        var rgba = new byte[image.Alpha.Length * 4];
        for (var i = 0; i < image.Alpha.Length; i++)
        {
            image.Pixels.AsSpan(3 * i, 3).CopyTo(rgba.AsSpan(4 * i));
            rgba[4 * i + 3] = image.Alpha[i];
        }

        return PngEncoder.Encode(rgba, image.Width, image.Height, channels: 4);
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

        return PngEncoder.Encode(levels, width, height, channels: 1);
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

    private static byte[] TakeFile(int status, NativeCodecs.Encoded encoded)
    {
        if (status != NativeCodecs.Ok)
            throw new InvalidPictureArgumentException($"the picture cannot be encoded: {encoded.MessageText}");

        try
        {
            var file = GC.AllocateUninitializedArray<byte>(checked((int)encoded.Length));
            new ReadOnlySpan<byte>(encoded.Bytes, file.Length).CopyTo(file);
            return file;
        }
        finally
        {
            NativeCodecs.Free(encoded.Bytes);
        }
    }
}
