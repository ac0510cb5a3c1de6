using System.Buffers.Binary;

namespace Inpaint.Imaging.Codecs;

/// <summary>Walks a JPEG's segments up to its first scan without decoding: size, process, orientation.</summary>
internal static class JpegHeaderReader
{
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;
    private const byte Application1 = 0xE1;

    public static ReadOnlySpan<byte> Signature => [0xFF, 0xD8, 0xFF];

    /// <summary>Reads a file that starts with <see cref="Signature"/>.</summary>
    /// <exception cref="PictureException">TooLarge, Unsupported or Corrupt.</exception>
    public static PictureHeader Read(ReadOnlySpan<byte> file, PictureLimits limits)
    {
        var position = 2;
        (int Width, int Height)? size = null;
        int? orientation = null;
        while (true)
        {
            var marker = NextMarker(file, ref position);
            if (IsStandAlone(marker))
                continue;

            if (marker == EndOfImage)
                throw Corrupt("the file has no scan");

            var segment = NextSegment(file, ref position);
            if (IsFrame(marker))
            {
                if (size is not null)
                    throw Corrupt("two frame headers");

                size = ReadFrame(marker, segment, limits);
            }
            else if (marker == Application1 && segment.StartsWith("Exif\0\0"u8))
            {
                orientation ??= ExifOrientation.Read(segment[6..]);
            }
            else if (marker == StartOfScan)
            {
                var (width, height) = size ?? throw Corrupt("a scan before any frame header");
                CheckScanLength(width, height, file.Length - position);
                return new PictureHeader(PictureFileKind.Jpeg, width, height, orientation ?? ExifOrientation.Upright);
            }
        }
    }

    private static (int Width, int Height) ReadFrame(byte marker, ReadOnlySpan<byte> segment, PictureLimits limits)
    {
        if (marker > 0xC8)
            throw Unsupported("arithmetic coding");

        if (marker is 0xC3 or 0xC7)
            throw Unsupported("lossless JPEG");

        if (marker > 0xC3)
            throw Unsupported("hierarchical JPEG");

        if (segment.Length < 6)
            throw Corrupt("the frame header is too short");

        var (precision, components) = (segment[0], segment[5]);
        var height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        var width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        if (precision == 12)
            throw Unsupported("12-bit JPEG");

        if (precision != 8)
            throw Corrupt($"{precision} bits a sample");

        if (width == 0 || height == 0)
            throw Corrupt($"a width of {width} and a height of {height}");

        if (components is 2 or 4)
            throw Unsupported($"{components} components (grey and three components are offered)");

        if (components is not (1 or 3) || segment.Length != 6 + 3 * components)
            throw Corrupt("the frame header does not fit its number of components");

        HeaderLimits.Check(width, height, limits);
        return (width, height);
    }

    // Every 8x8 block of the first component takes at least one bit: a header cannot ask for memory that the scans do not back.
    // The first component may be subsampled by at most four in each direction.
    private static void CheckScanLength(int width, int height, int scanBytes)
    {
        var leastBlocks = (long)((width + 31) / 32) * ((height + 31) / 32);
        if (leastBlocks > scanBytes * 8L)
            throw Corrupt($"{scanBytes} bytes of scans cannot hold {width} x {height} pixels");
    }

    private static byte NextMarker(ReadOnlySpan<byte> file, ref int position)
    {
        if (position >= file.Length)
            throw Corrupt("the file ends early");

        if (file[position] != 0xFF)
            throw Corrupt("bytes between the segments");

        while (position < file.Length && file[position] == 0xFF)
        {
            position++;
        }

        if (position >= file.Length)
            throw Corrupt("the file ends early");

        return file[position++];
    }

    private static ReadOnlySpan<byte> NextSegment(ReadOnlySpan<byte> file, ref int position)
    {
        if (file.Length - position < 2)
            throw Corrupt("the file ends early");

        var length = BinaryPrimitives.ReadUInt16BigEndian(file[position..]);
        if (length < 2)
            throw Corrupt($"a segment length of {length}");

        if (length > file.Length - position)
            throw Corrupt("the file ends early, within a segment");

        var segment = file.Slice(position + 2, length - 2);
        position += length;
        return segment;
    }

    private static bool IsStandAlone(byte marker) => marker is 0x01 or (>= 0xD0 and <= 0xD7);

    // C4 (Huffman tables), C8 (reserved) and CC (arithmetic conditioning) lie among the frame markers.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static PictureException Corrupt(string reason) => new(PictureErrorKind.Corrupt, $"JPEG: {reason}");

    private static PictureException Unsupported(string reason) => new(PictureErrorKind.Unsupported, $"JPEG: {reason}");
}
