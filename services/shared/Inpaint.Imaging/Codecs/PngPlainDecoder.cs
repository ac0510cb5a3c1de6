using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Inpaint.Imaging.Codecs;

/// <summary>
/// The short way through the PNGs that people send: bytes that stand for themselves, row by row, without anything amiss.
/// It refuses nothing: whatever is unusual or wrong is left to libpng, which judges.
/// </summary>
internal static unsafe class PngPlainDecoder
{
    private static ReadOnlySpan<byte> LastChunk => [0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82];

    /// <summary>Decodes a file that was scanned whole.</summary>
    /// <returns>Null where the file is to be judged by libpng.</returns>
    public static RgbImage? TryDecode(ReadOnlySpan<byte> file, PngScanner scanner)
    {
        if (!scanner.IsPlain || scanner.ImageData.Count == 0 || !file[(int)(scanner.Position - 8)..].StartsWith(LastChunk))
            return null;

        foreach (var chunk in scanner.ImageData)
        {
            var typeAndData = file[chunk][..^4];
            if (BinaryPrimitives.ReadUInt32BigEndian(file[chunk][^4..]) != PngChecksum.Of(typeAndData))
                return null;
        }

        if (scanner.ImageData.Count == 1)
            return Inflate(file[scanner.ImageData[0]][4..^4], scanner);

        var joined = ArrayPool<byte>.Shared.Rent(file.Length);
        try
        {
            var length = 0;
            foreach (var chunk in scanner.ImageData)
            {
                var data = file[chunk][4..^4];
                data.CopyTo(joined.AsSpan(length));
                length += data.Length;
            }

            return Inflate(joined.AsSpan(0, length), scanner);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(joined);
        }
    }

    private static RgbImage? Inflate(ReadOnlySpan<byte> compressed, PngScanner scanner)
    {
        // Not from the managed heap: pages that a false header asks for are never touched.
        var length = checked((int)scanner.Layout.ScanlineBytes);
        var scanlines = (byte*)NativeMemory.Alloc((nuint)length + PngFilters.Slack);
        try
        {
            fixed (byte* from = compressed)
            {
                if (NativeCodecs.Inflate(from, (nuint)compressed.Length, scanlines, (nuint)length) == 0)
                    return null;
            }

            var rows = new Span<byte>(scanlines, length + PngFilters.Slack);
            rows[length..].Clear();
            return UndoFilters(rows, scanner.Layout) ? ToImage(rows[1..length], scanner) : null;
        }
        finally
        {
            NativeMemory.Free(scanlines);
        }
    }

    private static bool UndoFilters(Span<byte> scanlines, PngLayout layout)
    {
        var (length, pixel) = ((int)layout.RowBytes, layout.Channels);
        var zeros = ArrayPool<byte>.Shared.Rent(length + PngFilters.Slack);
        Array.Clear(zeros);
        ReadOnlySpan<byte> above = zeros;
        var isKnown = true;
        for (var row = 0; row < layout.Height && isKnown; row++)
        {
            var line = scanlines.Slice(row * (length + 1), length + 1 + PngFilters.Slack);
            isKnown = PngFilters.Undo(line[0], line[1..], above, length, pixel);
            above = line[1..];
        }

        ArrayPool<byte>.Shared.Return(zeros);
        return isKnown;
    }

    private static RgbImage ToImage(ReadOnlySpan<byte> pixels, PngScanner scanner)
    {
        var layout = scanner.Layout;
        var stored = new StoredPixels(layout.Width, layout.Height, layout.Channels, (int)layout.RowBytes + 1);
        return stored.ToUpright(pixels, scanner.Header!.Orientation);
    }
}
