using System.Buffers.Binary;

namespace Inpaint.Imaging.Codecs;

/// <summary>Walks a PNG's chunks without inflating any: size, orientation, and whether the file can hold what its header says.</summary>
internal static class PngHeaderReader
{
    // Deflate cannot expand further than this: 258 bytes from two bits.
    private const long MostInflation = 1032;
    private const int ChunkOverhead = 12;
    private const int HeaderLength = 13;

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads a file that starts with <see cref="Signature"/>.</summary>
    /// <exception cref="PictureException">TooLarge or Corrupt.</exception>
    public static PictureHeader Read(ReadOnlySpan<byte> file, PictureLimits limits)
    {
        var position = Signature.Length;
        var header = NextChunk(file, ref position);
        if (!header.Type.SequenceEqual("IHDR"u8))
            throw Corrupt("IHDR is not the first chunk");

        if (header.Data.Length != HeaderLength)
            throw Corrupt($"IHDR has {header.Data.Length} bytes instead of {HeaderLength}");

        if (!header.ChecksumHolds)
            throw Corrupt("the CRC of IHDR is wrong");

        var width = BinaryPrimitives.ReadUInt32BigEndian(header.Data);
        var height = BinaryPrimitives.ReadUInt32BigEndian(header.Data[4..]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
            throw Corrupt($"a width of {width} and a height of {height} are not allowed in PNG");

        var bitsPerPixel = BitsPerPixel(depth: header.Data[8], colourType: header.Data[9]);
        if (header.Data[10] != 0 || header.Data[11] != 0 || header.Data[12] > 1)
            throw Corrupt("unknown compression, filter or interlace method");

        HeaderLimits.Check(width, height, limits);
        var (imageData, orientation) = ReadChunks(file, position);
        var required = height * (1 + (width * (long)bitsPerPixel + 7) / 8);
        if (required > imageData * MostInflation)
            throw Corrupt($"{imageData} bytes of image data cannot hold {width} x {height} pixels");

        return new PictureHeader(PictureFileKind.Png, (int)width, (int)height, orientation);
    }

    private static (long ImageData, int Orientation) ReadChunks(ReadOnlySpan<byte> file, int position)
    {
        var imageData = 0L;
        var orientation = ExifOrientation.Upright;
        while (true)
        {
            var chunk = NextChunk(file, ref position);
            if (chunk.Type.SequenceEqual("IEND"u8))
                return (imageData, orientation);

            if (chunk.Type.SequenceEqual("IDAT"u8))
                imageData += chunk.Data.Length;
            else if (chunk.Type.SequenceEqual("eXIf"u8) && chunk.ChecksumHolds)
                orientation = ExifOrientation.Read(chunk.Data);
        }
    }

    private static Chunk NextChunk(ReadOnlySpan<byte> file, ref int position)
    {
        var rest = file[position..];
        if (rest.Length < ChunkOverhead)
            throw Corrupt("the file ends early");

        var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (length > int.MaxValue)
            throw Corrupt($"a chunk length of {length} is not allowed in PNG");

        if (length > rest.Length - ChunkOverhead)
            throw Corrupt("the file ends early, within a chunk");

        position += (int)length + ChunkOverhead;
        return new Chunk(rest[4..((int)length + ChunkOverhead)]);
    }

    private static int BitsPerPixel(byte depth, byte colourType) => (colourType, depth) switch
    {
        (0, 1 or 2 or 4 or 8 or 16) or (3, 1 or 2 or 4 or 8) => depth,
        (2, 8 or 16) => 3 * depth,
        (4, 8 or 16) => 2 * depth,
        (6, 8 or 16) => 4 * depth,
        _ => throw Corrupt($"bit depth {depth} and colour type {colourType} do not go together"),
    };

    private static PictureException Corrupt(string reason) => new(PictureErrorKind.Corrupt, $"PNG: {reason}");

    private readonly ref struct Chunk(ReadOnlySpan<byte> typeDataAndCrc)
    {
        private readonly ReadOnlySpan<byte> _all = typeDataAndCrc;

        public ReadOnlySpan<byte> Type => _all[..4];

        public ReadOnlySpan<byte> Data => _all[4..^4];

        public bool ChecksumHolds => BinaryPrimitives.ReadUInt32BigEndian(_all[^4..]) == Crc32.Compute(_all[..^4]);
    }
}
