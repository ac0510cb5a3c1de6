using System.Numerics;

namespace Inpaint.Imaging.Codecs;

/// <summary>
/// Chooses a filter for each row by the rule of PNG's specification (section 12.8): the one whose bytes, taken as signed, have the smallest
/// sum of absolute values.
/// </summary>
internal sealed class PngRowFilter
{
    // Zeros before the row, so that the first pixel has a left neighbour.
    private const int Front = 8;

    // A sum of so many pairs of sizes, each at most 256, is below 65536.
    private const int BlockVectors = 255;
    private readonly int _length;
    private readonly int _pixel;
    private readonly byte[][] _filtered;
    private readonly Vector<byte> _lastMask;
    private byte[] _row;
    private byte[] _above;

    /// <param name="length">Bytes of a row.</param>
    /// <param name="pixel">Bytes of a pixel, 1 to 4.</param>
    public PngRowFilter(int length, int pixel)
    {
        (_length, _pixel) = (length, pixel);
        (_row, _above) = (Padded(), Padded());
        _filtered = [Padded(), Padded(), Padded(), Padded(), Padded()];
        Span<byte> mask = stackalloc byte[Vector<byte>.Count];
        mask[..(length % Vector<byte>.Count)].Fill(byte.MaxValue);
        _lastMask = new Vector<byte>(mask);
    }

    /// <summary>Makes a row the one above the next.</summary>
    public void SetAbove(ReadOnlySpan<byte> row) => row.CopyTo(_above.AsSpan(Front));

    /// <summary>Writes the filter's number and the filtered row.</summary>
    /// <param name="row">The row below the one given last.</param>
    /// <param name="scanline">One byte more than the row.</param>
    public void Apply(ReadOnlySpan<byte> row, Span<byte> scanline)
    {
        row.CopyTo(_row.AsSpan(Front));
        var best = Smallest();
        scanline[0] = (byte)best;
        _filtered[best].AsSpan(Front, _length).CopyTo(scanline[1..]);
        (_row, _above) = (_above, _row);
    }

    private int Smallest()
    {
        Span<ulong> sums = stackalloc ulong[_filtered.Length];
        for (var x = 0; x < _length; x += BlockVectors * Vector<byte>.Count)
        {
            FilterBlock(x, Math.Min(_length, x + BlockVectors * Vector<byte>.Count), sums);
        }

        var best = 0;
        for (var filter = 1; filter < sums.Length; filter++)
        {
            best = sums[filter] < sums[best] ? filter : best;
        }

        return best;
    }

    private void FilterBlock(int start, int end, Span<ulong> sums)
    {
        var (none, sub, above, average, paeth) =
            (Vector<ushort>.Zero, Vector<ushort>.Zero, Vector<ushort>.Zero, Vector<ushort>.Zero, Vector<ushort>.Zero);
        var belowTop = new Vector<byte>(0x7F);
        for (var x = Front + start; x < Front + end; x += Vector<byte>.Count)
        {
            var here = new Vector<byte>(_row, x);
            var left = new Vector<byte>(_row, x - _pixel);
            var up = new Vector<byte>(_above, x);
            var corner = new Vector<byte>(_above, x - _pixel);
            none += Keep(PngFilters.None, x, here);
            sub += Keep(PngFilters.Sub, x, here - left);
            above += Keep(PngFilters.Up, x, here - up);
            average += Keep(PngFilters.Average, x, here - ((left & up) + (((left ^ up) >>> 1) & belowTop)));
            paeth += Keep(PngFilters.Paeth, x, here - Paeth(left, up, corner));
        }

        sums[PngFilters.None] += Sum(none);
        sums[PngFilters.Sub] += Sum(sub);
        sums[PngFilters.Up] += Sum(above);
        sums[PngFilters.Average] += Sum(average);
        sums[PngFilters.Paeth] += Sum(paeth);
    }

    // The bytes' sizes, two by two. Behind the row's end they are left out, for what lies there is no part of it.
    private Vector<ushort> Keep(int filter, int x, Vector<byte> filtered)
    {
        filtered.CopyTo(_filtered[filter], x);
        var sizes = Vector.Abs(filtered.As<byte, sbyte>()).As<sbyte, byte>();
        if (x + Vector<byte>.Count > Front + _length)
            sizes &= _lastMask;

        Vector.Widen(sizes, out var low, out var high);
        return low + high;
    }

    private static ulong Sum(Vector<ushort> sums)
    {
        Vector.Widen(sums, out var low, out var high);
        return Vector.Sum(low + high);
    }

    // In bytes: where left and above lie on different sides of the corner, the guess's distance from it is the difference of theirs;
    // on the same side it is their sum, which is nearer to neither.
    private static Vector<byte> Paeth(Vector<byte> left, Vector<byte> up, Vector<byte> corner)
    {
        var fromLeft = Vector.Max(up, corner) - Vector.Min(up, corner);
        var fromUp = Vector.Max(left, corner) - Vector.Min(left, corner);
        var sameSide = Vector.Equals(Vector.GreaterThanOrEqual(up, corner), Vector.GreaterThanOrEqual(left, corner));
        var fromCorner = (Vector.Max(fromLeft, fromUp) - Vector.Min(fromLeft, fromUp)) | sameSide;
        var isLeft = Vector.LessThanOrEqual(fromLeft, fromUp) & Vector.LessThanOrEqual(fromLeft, fromCorner);
        return Vector.ConditionalSelect(isLeft, left, Vector.ConditionalSelect(Vector.LessThanOrEqual(fromUp, fromCorner), up, corner));
    }

    // Whole vectors are read and written: up to one more than the row.
    private byte[] Padded() => new byte[Front + _length + Vector<byte>.Count];
}
