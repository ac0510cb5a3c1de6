using System.Buffers.Binary;

namespace Inpaint.Imaging.Codecs;

/// <summary>What IHDR says.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Depth">Bits a sample.</param>
/// <param name="Channels">Samples a pixel; 1 for a palette's index.</param>
/// <param name="HasPalette">Whether samples are indices into a palette.</param>
/// <param name="IsInterlaced">Whether the rows come in seven passes.</param>
internal sealed record PngLayout(int Width, int Height, int Depth, int Channels, bool HasPalette, bool IsInterlaced)
{
    /// <summary>Bytes of one row, without the byte that names its filter.</summary>
    public long RowBytes => ((long)Width * Channels * Depth + 7) / 8;

    /// <summary>Least bytes of all rows with their filters' bytes; exact where nothing is interlaced.</summary>
    public long ScanlineBytes => Height * (1 + RowBytes);

    /// <summary>Whether samples are bytes that stand for themselves, row by row.</summary>
    public bool IsPlain => Depth == 8 && !HasPalette && !IsInterlaced;

    /// <param name="data">The 13 bytes of IHDR's data, and whatever follows.</param>
    /// <param name="scanner">Says what is wrong.</param>
    /// <exception cref="PictureException">Corrupt: values that PNG does not know.</exception>
    public static PngLayout Read(ReadOnlySpan<byte> data, PngScanner scanner)
    {
        var width = BinaryPrimitives.ReadUInt32BigEndian(data);
        var height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
            throw scanner.Corrupt($"a width of {width} and a height of {height} are not allowed in PNG");

        var (depth, colourType) = (data[8], data[9]);
        var channels = (colourType, depth) switch
        {
            (0, 1 or 2 or 4 or 8 or 16) or (3, 1 or 2 or 4 or 8) => 1,
            (2, 8 or 16) => 3,
            (4, 8 or 16) => 2,
            (6, 8 or 16) => 4,
            _ => throw scanner.Corrupt($"bit depth {depth} and colour type {colourType} do not go together"),
        };
        if (data[10] != 0 || data[11] != 0 || data[12] > 1)
            throw scanner.Corrupt("unknown compression, filter or interlace method");

        return new PngLayout((int)width, (int)height, depth, channels, HasPalette: colourType == 3, IsInterlaced: data[12] == 1);
    }
}
