using System.Buffers;
using System.Buffers.Binary;

namespace Inpaint.Imaging.Codecs;

/// <summary>Writes PNGs of 8 bits a sample: a filter chosen row by row, deflate of level 6 (the level that Pillow and libpng take by default).</summary>
internal static unsafe class PngEncoder
{
    // Five filters are tried on each byte.
    private const int CostAByte = 5;
    private const int ChunkOverhead = 12;
    private const int HeaderLength = 13;

    /// <param name="pixels">height * width * channels bytes, row-major.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="channels">1 grey, 3 RGB, 4 RGBA.</param>
    /// <exception cref="InvalidPictureArgumentException">The picture is too large for one array.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int width, int height, int channels)
    {
        var rowBytes = width * channels;
        var length = (long)height * (rowBytes + 1);
        if (length > Array.MaxLength / 2)
            throw new InvalidPictureArgumentException($"{width} x {height} pixels are too many for a PNG in memory");

        var scanlines = ArrayPool<byte>.Shared.Rent((int)length);
        try
        {
            fixed (byte* from = pixels)
            {
                FilterRows((nint)from, rowBytes, height, channels, scanlines);
            }

            return Assemble(scanlines.AsSpan(0, (int)length), Header(width, height, channels));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scanlines);
        }
    }

    private static void FilterRows(nint pixels, int rowBytes, int height, int channels, byte[] scanlines)
    {
        RowRanges.Run(height, (long)height * rowBytes * CostAByte, (first, end) =>
        {
            var filter = new PngRowFilter(rowBytes, channels);
            if (first > 0)
                filter.SetAbove(Row(first - 1));

            for (var row = first; row < end; row++)
            {
                filter.Apply(Row(row), scanlines.AsSpan(row * (rowBytes + 1), rowBytes + 1));
            }
        });

        ReadOnlySpan<byte> Row(int row) => new((byte*)pixels + (long)row * rowBytes, rowBytes);
    }

    private static byte[] Assemble(ReadOnlySpan<byte> scanlines, byte[] header)
    {
        var compressor = DeflateHandle.Rent();
        byte[]? data = null;
        try
        {
            var bound = NativeCodecs.DeflateBound(compressor, (nuint)scanlines.Length);
            data = ArrayPool<byte>.Shared.Rent(checked((int)bound));
            int length;
            fixed (byte* from = scanlines, to = data)
            {
                length = (int)NativeCodecs.Deflate(compressor, from, (nuint)scanlines.Length, to, (nuint)data.Length);
            }

            var file = GC.AllocateUninitializedArray<byte>(PngScanner.Signature.Length + 3 * ChunkOverhead + header.Length + length);
            PngScanner.Signature.CopyTo(file);
            var rest = file.AsSpan(PngScanner.Signature.Length);
            rest = WriteChunk(rest, "IHDR"u8, header);
            rest = WriteChunk(rest, "IDAT"u8, data.AsSpan(0, length));
            WriteChunk(rest, "IEND"u8, []);
            return file;
        }
        finally
        {
            if (data is not null)
                ArrayPool<byte>.Shared.Return(data);
            DeflateHandle.Return(compressor);
        }
    }

    private static byte[] Header(int width, int height, int channels)
    {
        var header = new byte[HeaderLength];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = (byte)(channels switch { 1 => 0, 3 => 2, _ => 6 });
        return header;
    }

    private static Span<byte> WriteChunk(Span<byte> to, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        BinaryPrimitives.WriteInt32BigEndian(to, data.Length);
        type.CopyTo(to[4..]);
        data.CopyTo(to[8..]);
        BinaryPrimitives.WriteUInt32BigEndian(to[(8 + data.Length)..], PngChecksum.Of(to.Slice(4, 4 + data.Length)));
        return to[(ChunkOverhead + data.Length)..];
    }
}
