using System.Numerics;

namespace Inpaint.Imaging.Scores;

/// <summary>A symmetric window applied along rows, then along columns, over planes extended by reflection (the edge not repeated).</summary>
internal sealed class SeparableFilter
{
    private readonly double[] _window;
    private readonly int _half;
    private readonly int _width;
    private readonly int _height;
    private readonly double[] _padded;
    private readonly double[] _rowsDone;

    /// <exception cref="InvalidPictureArgumentException">Half the window is not smaller than a side.</exception>
    public SeparableFilter(double[] window, int width, int height)
    {
        _half = window.Length / 2;
        if (_half >= width || _half >= height)
            throw new InvalidPictureArgumentException($"a picture of {width} x {height} pixels is too small for a window of {window.Length}");

        (_window, _width, _height) = (window, width, height);
        _padded = new double[width + 2 * _half];
        _rowsDone = new double[width * (height + 2 * _half)];
    }

    /// <summary>Writes each pixel's window sum.</summary>
    /// <param name="source">height * width samples.</param>
    /// <param name="sums">As many window sums.</param>
    public void Apply(ReadOnlySpan<double> source, Span<double> sums)
    {
        for (var row = 0; row < _height; row++)
        {
            PadRow(source.Slice(row * _width, _width));
            WindowSum(_padded, tapStride: 1, _rowsDone.AsSpan((row + _half) * _width, _width));
        }

        for (var i = 1; i <= _half; i++)
        {
            RowsDone(_half + i).CopyTo(RowsDone(_half - i));
            RowsDone(_half + _height - 1 - i).CopyTo(RowsDone(_half + _height - 1 + i));
        }

        for (var row = 0; row < _height; row++)
        {
            WindowSum(_rowsDone.AsSpan(row * _width), tapStride: _width, sums.Slice(row * _width, _width));
        }
    }

    private Span<double> RowsDone(int row) => _rowsDone.AsSpan(row * _width, _width);

    private void PadRow(ReadOnlySpan<double> row)
    {
        row.CopyTo(_padded.AsSpan(_half));
        for (var i = 1; i <= _half; i++)
        {
            _padded[_half - i] = row[i];
            _padded[_half + _width - 1 + i] = row[_width - 1 - i];
        }
    }

    // sums[x] = sum over k of window[k] * source[x + k * tapStride]: several columns at a time.
    private void WindowSum(ReadOnlySpan<double> source, int tapStride, Span<double> sums)
    {
        var x = 0;
        for (; x <= sums.Length - Vector<double>.Count; x += Vector<double>.Count)
        {
            var sum = Vector<double>.Zero;
            for (var k = 0; k < _window.Length; k++)
            {
                sum += new Vector<double>(source[(x + k * tapStride)..]) * _window[k];
            }

            sum.CopyTo(sums[x..]);
        }

        for (; x < sums.Length; x++)
        {
            var sum = 0.0;
            for (var k = 0; k < _window.Length; k++)
            {
                sum += source[x + k * tapStride] * _window[k];
            }

            sums[x] = sum;
        }
    }
}
