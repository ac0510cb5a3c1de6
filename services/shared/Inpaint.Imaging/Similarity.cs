using Inpaint.Imaging.Scores;

namespace Inpaint.Imaging;

/// <summary>Scores a picture against its target, over the whole picture and over the hole alone.</summary>
public static class Similarity
{
    /// <summary>Scores 8-bit pictures, range 255.</summary>
    /// <param name="a">One picture.</param>
    /// <param name="b">The other, of the same size; at least 6 pixels a side. Alpha is not compared.</param>
    /// <param name="hole">Where the hole is, for the hole's own figures; null to leave them out.</param>
    /// <exception cref="InvalidPictureArgumentException">Sizes differ, a side is below 6 pixels, or the mask has no hole.</exception>
    public static ImageScores Compare(RgbImage a, RgbImage b, HoleMask? hole = null)
    {
        ArgumentNullException.ThrowIfNull(a);
        a.ThrowUnlessSameSize(b);
        return Compare(PlanarImage.FromRgb(a), PlanarImage.FromRgb(b), hole);
    }

    /// <summary>Scores pictures of any range and number of channels.</summary>
    /// <param name="a">One picture.</param>
    /// <param name="b">The other, of the same shape.</param>
    /// <param name="hole">Where the hole is, for the hole's own figures; null to leave them out.</param>
    /// <param name="options">Range of the levels and window of SSIM; the challenge's where null.</param>
    /// <exception cref="InvalidPictureArgumentException">Shapes differ, the picture is too small for the window, the mask has no hole, or an option is out of range.</exception>
    public static ImageScores Compare(PlanarImage a, PlanarImage b, HoleMask? hole = null, SsimOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        options ??= SsimOptions.Default;
        ThrowUnlessComparable(a, b, hole);
        var map = new StructuralSimilarity(a.Width, a.Height, options).MapOf(a, b);
        var whole = Differences.Over(a, b, hole: null);
        var ssim = map.Average();
        var mae = whole.MeanAbsolute / options.DataRange;
        double? holeSsim = null;
        Differences? inHole = null;
        if (hole is not null)
        {
            holeSsim = MeanOverHole(map, hole);
            inHole = Differences.Over(a, b, hole);
        }

        return new ImageScores(
            ssim,
            mae,
            Math.Sqrt(whole.MeanSquare) / options.DataRange,
            10 * Math.Log10(options.DataRange * options.DataRange / whole.MeanSquare),
            Composite(ssim, mae),
            holeSsim,
            inHole?.MeanAbsolute / options.DataRange,
            inHole is { } difference ? Math.Sqrt(difference.MeanSquare) / options.DataRange : null);
    }

    /// <summary>The bike design challenge's score of one picture.</summary>
    /// <param name="ssim">-1 to 1.</param>
    /// <param name="mae">0 to 1.</param>
    public static double Composite(double ssim, double mae) => ((ssim + 1) / 2 + 10 * (1 - mae)) / 11;

    /// <summary>Mean absolute and root mean square difference over the hole's pixels, as shares of the range.</summary>
    /// <exception cref="InvalidPictureArgumentException">Shapes differ, or the mask has no hole.</exception>
    public static (double Mae, double Rmse) CompareHole(PlanarImage a, PlanarImage b, HoleMask hole, double dataRange = 255)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(hole);
        ThrowUnlessComparable(a, b, hole);
        var difference = Differences.Over(a, b, hole);
        return (difference.MeanAbsolute / dataRange, Math.Sqrt(difference.MeanSquare) / dataRange);
    }

    private static void ThrowUnlessComparable(PlanarImage a, PlanarImage b, HoleMask? hole)
    {
        if (a.Channels != b.Channels || a.Height != b.Height || a.Width != b.Width)
        {
            throw new InvalidPictureArgumentException(
                $"pictures of {a.Channels} x {a.Height} x {a.Width} and {b.Channels} x {b.Height} x {b.Width} samples do not match");
        }

        if (hole is not null && (hole.Width != a.Width || hole.Height != a.Height))
            throw new InvalidPictureArgumentException($"a mask of {hole.Width} x {hole.Height} pixels does not fit a picture of {a.Width} x {a.Height}", nameof(hole));

        if (hole is { HoleCount: 0 })
            throw new InvalidPictureArgumentException("the mask has no hole", nameof(hole));
    }

    private static double MeanOverHole(double[] map, HoleMask hole)
    {
        var sum = 0.0;
        for (var i = 0; i < map.Length; i++)
        {
            if (hole.Hole[i] != 0)
                sum += map[i];
        }

        return sum / hole.HoleCount;
    }
}
