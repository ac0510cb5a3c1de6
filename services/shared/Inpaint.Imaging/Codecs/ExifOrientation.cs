using System.Buffers.Binary;

namespace Inpaint.Imaging.Codecs;

/// <summary>Tag 0112 of EXIF: how the stored picture is to be turned to stand upright.</summary>
internal static class ExifOrientation
{
    public const int Upright = 1;
    private const ushort OrientationTag = 0x0112;
    private const ushort TypeShort = 3;
    private const int HeaderBytes = 8;
    private const int EntryBytes = 12;

    /// <summary>The orientation 1 to 8 that a TIFF block (after any "Exif\0\0") states; 1 where it states none or cannot be read.</summary>
    public static int Read(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < HeaderBytes)
            return Upright;

        var littleEndian = tiff.StartsWith("II"u8);
        if ((!littleEndian && !tiff.StartsWith("MM"u8)) || UInt16(tiff[2..], littleEndian) != 42)
            return Upright;

        var directory = UInt32(tiff[4..], littleEndian);
        if (directory > tiff.Length - 2)
            return Upright;

        var entries = tiff[(int)directory..];
        var count = Math.Min(UInt16(entries, littleEndian), (entries.Length - 2) / EntryBytes);
        for (var i = 0; i < count; i++)
        {
            var entry = entries.Slice(2 + i * EntryBytes, EntryBytes);
            if (UInt16(entry, littleEndian) == OrientationTag)
                return UInt16(entry[2..], littleEndian) == TypeShort && UInt16(entry[8..], littleEndian) is >= 1 and <= 8 and var value ? value : Upright;
        }

        return Upright;
    }

    /// <summary>Whether width and height change places.</summary>
    public static bool SwapsSides(int orientation) => orientation >= 5;

    /// <summary>The walk through the stored pixels that visits them in the upright picture's row-major order.</summary>
    /// <param name="orientation">1 to 8.</param>
    /// <param name="width">Columns as stored.</param>
    /// <param name="height">Rows as stored.</param>
    /// <param name="pixel">Bytes from a stored pixel to the next of its row.</param>
    /// <param name="row">Bytes from a stored row to the next.</param>
    /// <returns>Place of the first pixel, and the steps to the next column and to the next row of the upright picture.</returns>
    public static (int Start, int Column, int Row) Walk(int orientation, int width, int height, int pixel, int row)
    {
        var (right, bottom) = ((width - 1) * pixel, (height - 1) * row);
        return orientation switch
        {
            2 => (right, -pixel, row),
            3 => (right + bottom, -pixel, -row),
            4 => (bottom, pixel, -row),
            5 => (0, row, pixel),
            6 => (bottom, -row, pixel),
            7 => (right + bottom, -row, -pixel),
            8 => (right, row, -pixel),
            _ => (0, pixel, row),
        };
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, bool littleEndian) =>
        littleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint UInt32(ReadOnlySpan<byte> bytes, bool littleEndian) =>
        littleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
