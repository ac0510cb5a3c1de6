using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Inpaint.Imaging.Scores;

/// <summary>
/// Window sums of two planes, their squares and their product, row by row from the top: each input row is summed along itself once and kept
/// for as many rows as the window is high, so that everything stays in the processor's near caches.
/// Planes are extended by reflection, the edge not repeated.
/// </summary>
internal sealed class WindowMoments
{
    private const int Kinds = 5;
    private readonly double[] _window;
    private readonly int _half;
    private readonly int _width;
    private readonly int _height;
    private readonly int _stride;
    private readonly double[] _padded;
    private readonly double[] _sums;
    private readonly int[] _rows;
    private PlanarImage? _a;
    private PlanarImage? _b;
    private int _channel;
    private int _next;

    /// <param name="window">Along one axis, odd; half of it below both sides.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    public WindowMoments(double[] window, int width, int height)
    {
        (_window, _half, _width, _height) = (window, window.Length / 2, width, height);

        // Whole vectors are read and written, up to one more than a row.
        _stride = width + 2 * _half + Vector<double>.Count;
        _padded = new double[Kinds * _stride];
        _sums = new double[window.Length * Kinds * _stride];
        _rows = new int[window.Length];
    }

    /// <summary>Begins with a row of one channel.</summary>
    public void Start(PlanarImage a, PlanarImage b, int channel, int row) => (_a, _b, _channel, _next) = (a, b, channel, row - _half);

    /// <summary>Makes a row the current one: the one started with, then each in order.</summary>
    public void MoveTo(int row)
    {
        for (; _next <= row + _half; _next++)
        {
            SumAlong(Mirror(_next, _height), Slot(_next));
        }

        for (var tap = 0; tap < _rows.Length; tap++)
        {
            _rows[tap] = Slot(row - _half + tap);
        }
    }

    /// <summary>The window's means of a, b, a², b² and ab around columns x and those right of it.</summary>
    public (Vector<double> A, Vector<double> B, Vector<double> SquareA, Vector<double> SquareB, Vector<double> Product) At(int x) => Sum(_sums, x, _rows);

    private int Slot(int row) => (row + _half) % _window.Length * Kinds * _stride;

    private void SumAlong(int row, int slot)
    {
        Pad(_a!.Plane(_channel).Slice(row * _width, _width), _padded.AsSpan(0, _stride));
        Pad(_b!.Plane(_channel).Slice(row * _width, _width), _padded.AsSpan(_stride, _stride));
        for (var x = 0; x < _width + 2 * _half; x += Vector<double>.Count)
        {
            var (a, b) = (new Vector<double>(_padded, x), new Vector<double>(_padded, _stride + x));
            (a * a).CopyTo(_padded, 2 * _stride + x);
            (b * b).CopyTo(_padded, 3 * _stride + x);
            (a * b).CopyTo(_padded, 4 * _stride + x);
        }

        for (var x = 0; x < _width; x += Vector<double>.Count)
        {
            var (a, b, squareA, squareB, product) = Sum(_padded, x, rows: null);
            a.CopyTo(_sums, slot + x);
            b.CopyTo(_sums, slot + _stride + x);
            squareA.CopyTo(_sums, slot + 2 * _stride + x);
            squareB.CopyTo(_sums, slot + 3 * _stride + x);
            product.CopyTo(_sums, slot + 4 * _stride + x);
        }
    }

    // Taps lie one after another along a row, and in the rows' places across rows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector<double> A, Vector<double> B, Vector<double> SquareA, Vector<double> SquareB, Vector<double> Product) Sum(double[] from, int x, int[]? rows)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(from);
        var (window, stride) = (_window, (nuint)_stride);
        var (a, b, squareA, squareB, product) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
        for (var tap = 0; tap < window.Length; tap++)
        {
            var weight = new Vector<double>(window[tap]);
            var at = (nuint)(x + (rows is null ? tap : rows[tap]));
            a = Vector.MultiplyAddEstimate(weight, Vector.LoadUnsafe(ref first, at), a);
            b = Vector.MultiplyAddEstimate(weight, Vector.LoadUnsafe(ref first, at + stride), b);
            squareA = Vector.MultiplyAddEstimate(weight, Vector.LoadUnsafe(ref first, at + 2 * stride), squareA);
            squareB = Vector.MultiplyAddEstimate(weight, Vector.LoadUnsafe(ref first, at + 3 * stride), squareB);
            product = Vector.MultiplyAddEstimate(weight, Vector.LoadUnsafe(ref first, at + 4 * stride), product);
        }

        return (a, b, squareA, squareB, product);
    }

    private void Pad(ReadOnlySpan<float> row, Span<double> padded)
    {
        for (var x = 0; x < row.Length; x++)
        {
            padded[_half + x] = row[x];
        }

        for (var i = 1; i <= _half; i++)
        {
            padded[_half - i] = row[i];
            padded[_half + _width - 1 + i] = row[_width - 1 - i];
        }
    }

    private static int Mirror(int index, int length) => index < 0 ? -index : index >= length ? 2 * (length - 1) - index : index;
}
