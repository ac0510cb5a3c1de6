using System.Numerics;

namespace Inpaint.Imaging.Scores;

/// <summary>
/// The SSIM map of torchmetrics' StructuralSimilarityIndexMeasure: population variances clamped at 0, reflect padding,
/// nothing cropped; computed in double precision.
/// </summary>
internal sealed class StructuralSimilarity
{
    private readonly SeparableFilter _filter;
    private readonly double _c1;
    private readonly double _c2;
    private readonly double _covarianceScale;
    private readonly double[] _product;
    private readonly double[] _meanA;
    private readonly double[] _meanB;
    private readonly double[] _squareA;
    private readonly double[] _squareB;
    private readonly double[] _cross;

    /// <param name="width">Columns of the pictures.</param>
    /// <param name="height">Rows of the pictures.</param>
    /// <param name="options">Range and window.</param>
    /// <param name="covarianceScale">Multiplies variances and covariance: 1, or n / (n - 1) for those of a sample.</param>
    /// <exception cref="InvalidPictureArgumentException">An option is out of range, or the picture is too small for the window.</exception>
    public StructuralSimilarity(int width, int height, SsimOptions options, double covarianceScale = 1)
    {
        _covarianceScale = covarianceScale;
        _filter = new SeparableFilter(options.Window(), width, height);
        _c1 = Math.Pow(options.K1 * options.DataRange, 2);
        _c2 = Math.Pow(options.K2 * options.DataRange, 2);
        var count = width * height;
        (_product, _meanA, _meanB) = (new double[count], new double[count], new double[count]);
        (_squareA, _squareB, _cross) = (new double[count], new double[count], new double[count]);
    }

    /// <summary>The map of two pictures of one shape: height * width values, the mean over the channels.</summary>
    public double[] MapOf(PlanarImage a, PlanarImage b)
    {
        var map = new double[_product.Length];
        var (planeA, planeB) = (new double[map.Length], new double[map.Length]);
        for (var channel = 0; channel < a.Channels; channel++)
        {
            Widen(a.Plane(channel), planeA);
            Widen(b.Plane(channel), planeB);
            AddMap(planeA, planeB, map);
        }

        return Array.ConvertAll(map, sum => sum / a.Channels);
    }

    /// <summary>Adds one channel's map to <paramref name="map"/>.</summary>
    /// <param name="a">height * width levels.</param>
    /// <param name="b">As many of the other picture.</param>
    /// <param name="map">As many similarities, added to.</param>
    private void AddMap(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> map)
    {
        _filter.Apply(a, _meanA);
        _filter.Apply(b, _meanB);
        FilterProduct(a, a, _squareA);
        FilterProduct(b, b, _squareB);
        FilterProduct(a, b, _cross);
        var i = 0;
        for (; i <= map.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var (meanA, meanB) = (new Vector<double>(_meanA, i), new Vector<double>(_meanB, i));
            var varianceA = _covarianceScale * Vector.Max(new Vector<double>(_squareA, i) - meanA * meanA, Vector<double>.Zero);
            var varianceB = _covarianceScale * Vector.Max(new Vector<double>(_squareB, i) - meanB * meanB, Vector<double>.Zero);
            var covariance = _covarianceScale * (new Vector<double>(_cross, i) - meanA * meanB);
            var (c1, c2) = (new Vector<double>(_c1), new Vector<double>(_c2));
            var similarity = (2 * meanA * meanB + c1) * (2 * covariance + c2)
                / ((meanA * meanA + meanB * meanB + c1) * (varianceA + varianceB + c2));
            (new Vector<double>(map[i..]) + similarity).CopyTo(map[i..]);
        }

        for (; i < map.Length; i++)
        {
            map[i] += At(i);
        }
    }

    private static void Widen(ReadOnlySpan<float> from, Span<double> to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = from[i];
        }
    }

    private double At(int i)
    {
        var (meanA, meanB) = (_meanA[i], _meanB[i]);
        var varianceA = _covarianceScale * Math.Max(_squareA[i] - meanA * meanA, 0);
        var varianceB = _covarianceScale * Math.Max(_squareB[i] - meanB * meanB, 0);
        var covariance = _covarianceScale * (_cross[i] - meanA * meanB);
        return (2 * meanA * meanB + _c1) * (2 * covariance + _c2)
            / ((meanA * meanA + meanB * meanB + _c1) * (varianceA + varianceB + _c2));
    }

    private void FilterProduct(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> sums)
    {
        var i = 0;
        for (; i <= _product.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(a[i..]) * new Vector<double>(b[i..])).CopyTo(_product, i);
        }

        for (; i < _product.Length; i++)
        {
            _product[i] = a[i] * b[i];
        }

        _filter.Apply(_product, sums);
    }
}
