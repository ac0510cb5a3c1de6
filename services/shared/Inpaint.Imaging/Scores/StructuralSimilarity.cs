using System.Numerics;

namespace Inpaint.Imaging.Scores;

/// <summary>
/// The SSIM map of torchmetrics' StructuralSimilarityIndexMeasure: population variances clamped at 0, reflect padding,
/// nothing cropped; computed in double precision.
/// </summary>
internal sealed class StructuralSimilarity
{
    private readonly double[] _window;
    private readonly double _c1;
    private readonly double _c2;
    private readonly double _covarianceScale;
    private readonly int _width;
    private readonly int _height;

    /// <param name="width">Columns of the pictures.</param>
    /// <param name="height">Rows of the pictures.</param>
    /// <param name="options">Range and window.</param>
    /// <param name="covarianceScale">Multiplies variances and covariance: 1, or n / (n - 1) for those of a sample.</param>
    /// <exception cref="InvalidPictureArgumentException">An option is out of range, or the picture is too small for the window.</exception>
    public StructuralSimilarity(int width, int height, SsimOptions options, double covarianceScale = 1)
    {
        _window = options.Window();
        if (_window.Length / 2 >= Math.Min(width, height))
            throw new InvalidPictureArgumentException($"a picture of {width} x {height} pixels is too small for a window of {_window.Length}");

        (_width, _height, _covarianceScale) = (width, height, covarianceScale);
        _c1 = Math.Pow(options.K1 * options.DataRange, 2);
        _c2 = Math.Pow(options.K2 * options.DataRange, 2);
    }

    /// <summary>The map of two pictures of one shape: height * width values, the mean over the channels.</summary>
    public double[] MapOf(PlanarImage a, PlanarImage b)
    {
        var map = new double[_width * _height];
        var cost = (long)map.Length * a.Channels * _window.Length;
        RowRanges.Run(_height, cost, (first, end) =>
        {
            var moments = new WindowMoments(_window, _width, _height);
            for (var channel = 0; channel < a.Channels; channel++)
            {
                moments.Start(a, b, channel, first);
                for (var row = first; row < end; row++)
                {
                    moments.MoveTo(row);
                    Add(moments, map.AsSpan(row * _width, _width));
                }
            }

            foreach (ref var sum in map.AsSpan(first * _width, (end - first) * _width))
            {
                sum /= a.Channels;
            }
        });
        return map;
    }

    private void Add(WindowMoments moments, Span<double> map)
    {
        var (c1, c2) = (new Vector<double>(_c1), new Vector<double>(_c2));
        Span<double> rest = stackalloc double[Vector<double>.Count];
        for (var x = 0; x < map.Length; x += Vector<double>.Count)
        {
            var (meanA, meanB, squareA, squareB, product) = moments.At(x);
            var varianceA = _covarianceScale * Vector.Max(squareA - meanA * meanA, Vector<double>.Zero);
            var varianceB = _covarianceScale * Vector.Max(squareB - meanB * meanB, Vector<double>.Zero);
            var covariance = _covarianceScale * (product - meanA * meanB);
            var similarity = (2 * meanA * meanB + c1) * (2 * covariance + c2)
                / ((meanA * meanA + meanB * meanB + c1) * (varianceA + varianceB + c2));
            similarity.CopyTo(rest);
            for (var i = 0; i < Math.Min(rest.Length, map.Length - x); i++)
            {
                map[x + i] += rest[i];
            }
        }
    }
}
