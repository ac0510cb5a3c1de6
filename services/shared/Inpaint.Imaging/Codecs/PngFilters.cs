using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Inpaint.Imaging.Codecs;

/// <summary>Takes PNG's five row filters back: each byte is stored as its difference from a guess made of the bytes left of it and above it.</summary>
internal static class PngFilters
{
    public const byte None = 0;
    public const byte Sub = 1;
    public const byte Up = 2;
    public const byte Average = 3;
    public const byte Paeth = 4;

    // Pixels are moved four bytes at a time, whatever they take.
    public const int Slack = 4;

    /// <summary>Restores one row in place.</summary>
    /// <param name="filter">The filter's number.</param>
    /// <param name="row">The filtered row, with <see cref="Slack"/> readable bytes behind it.</param>
    /// <param name="above">The restored row above it with as many bytes behind it; zeros above the first.</param>
    /// <param name="length">Bytes of the row.</param>
    /// <param name="pixel">Bytes of a pixel, 1 to 4.</param>
    /// <returns>False where there is no such filter.</returns>
    public static bool Undo(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int length, int pixel)
    {
        switch (filter)
        {
            case None:
                return true;
            case Sub:
                UndoSub(row, length, pixel);
                return true;
            case Up:
                UndoUp(row[..length], above[..length]);
                return true;
            case Average:
                UndoAverage(row, above, length, pixel);
                return true;
            case Paeth:
                UndoPaeth(row, above, length, pixel);
                return true;
            default:
                return false;
        }
    }

    private static void UndoUp(Span<byte> row, ReadOnlySpan<byte> above)
    {
        var x = 0;
        for (; x <= row.Length - Vector256<byte>.Count; x += Vector256<byte>.Count)
        {
            (Vector256.Create<byte>(row[x..]) + Vector256.Create(above[x..])).CopyTo(row[x..]);
        }

        for (; x < row.Length; x++)
        {
            row[x] += above[x];
        }
    }

    private static void UndoSub(Span<byte> row, int length, int pixel)
    {
        var left = 0u;
        for (var x = 0; x < length; x += pixel)
        {
            left = AddBytes(left, Load(row, x));
            Store(row, x, pixel, left);
        }
    }

    private static void UndoAverage(Span<byte> row, ReadOnlySpan<byte> above, int length, int pixel)
    {
        var left = 0u;
        for (var x = 0; x < length; x += pixel)
        {
            var up = Load(above, x);
            var mean = (left & up) + (((left ^ up) & 0xFEFEFEFE) >> 1);
            left = AddBytes(mean, Load(row, x));
            Store(row, x, pixel, left);
        }
    }

    // The guess is whichever of left, above and above left is nearest to left + above - above left.
    private static void UndoPaeth(Span<byte> row, ReadOnlySpan<byte> above, int length, int pixel)
    {
        var (left, corner) = (Vector128<short>.Zero, Vector128<short>.Zero);
        var low = Vector128.Create((short)0xFF);
        for (var x = 0; x < length; x += pixel)
        {
            var up = Widen(Load(above, x));
            var (fromLeft, fromUp) = (up - corner, left - corner);
            var fromCorner = Vector128.Abs(fromLeft + fromUp);
            (fromLeft, fromUp) = (Vector128.Abs(fromLeft), Vector128.Abs(fromUp));
            var nearest = Vector128.Min(fromCorner, Vector128.Min(fromLeft, fromUp));
            var guess = Vector128.ConditionalSelect(
                Vector128.Equals(nearest, fromLeft), left, Vector128.ConditionalSelect(Vector128.Equals(nearest, fromUp), up, corner));
            (left, corner) = ((guess + Widen(Load(row, x))) & low, up);
            Store(row, x, pixel, Vector128.Narrow(left.AsUInt16(), left.AsUInt16()).AsUInt32().ToScalar());
        }
    }

    private static Vector128<short> Widen(uint bytes) => Vector128.WidenLower(Vector128.CreateScalar(bytes).AsByte()).AsInt16();

    private static uint AddBytes(uint a, uint b) => ((a & 0x7F7F7F7F) + (b & 0x7F7F7F7F)) ^ ((a ^ b) & 0x80808080);

    private static uint Load(ReadOnlySpan<byte> bytes, int at) => MemoryMarshal.Read<uint>(bytes.Slice(at, Slack));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Span<byte> row, int at, int pixel, uint bytes)
    {
        var to = row.Slice(at, Slack);
        switch (pixel)
        {
            case 4:
                MemoryMarshal.Write(to, bytes);
                break;
            case 3:
                MemoryMarshal.Write(to, (ushort)bytes);
                to[2] = (byte)(bytes >> 16);
                break;
            case 2:
                MemoryMarshal.Write(to, (ushort)bytes);
                break;
            default:
                to[0] = (byte)bytes;
                break;
        }
    }
}
