namespace Inpaint.Imaging.Scores;

/// <summary>The arguments of scikit-image's structural_similarity, in its words.</summary>
public sealed record SkimageSsimOptions
{
    /// <summary>The span of the levels, above 0.</summary>
    public double DataRange { get; init; } = 255;

    /// <summary>A Gaussian window of int(3.5 sigma + .5) * 2 + 1 pixels, or a uniform one of <see cref="WindowSize"/>.</summary>
    public bool GaussianWeights { get; init; } = true;

    /// <summary>Standard deviation of the Gaussian window in pixels.</summary>
    public double Sigma { get; init; } = 1.5;

    /// <summary>Side of the uniform window in pixels, odd.</summary>
    public int WindowSize { get; init; } = 7;

    /// <summary>Divides variances and covariance by n - 1 instead of n.</summary>
    public bool UseSampleCovariance { get; init; }
}

/// <summary>SSIM as scikit-image has it: the border that the window overhangs is cut off before the mean. For comparison with published figures.</summary>
public static class SkimageSsim
{
    /// <summary>The mean over what is left of the maps of all channels.</summary>
    /// <exception cref="InvalidPictureArgumentException">Shapes differ, the picture is smaller than the window, or an option is out of range.</exception>
    public static double Compare(PlanarImage a, PlanarImage b, SkimageSsimOptions options)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(options);
        if (a.Channels != b.Channels || a.Height != b.Height || a.Width != b.Width)
            throw new InvalidPictureArgumentException("the pictures' shapes differ");

        var windowOptions = new SsimOptions
        {
            DataRange = options.DataRange,
            GaussianKernel = options.GaussianWeights,
            Sigma = options.Sigma,
            KernelSize = options.WindowSize,
        };
        var window = windowOptions.Window().Length;
        if (a.Height < window || a.Width < window)
            throw new InvalidPictureArgumentException($"a picture of {a.Width} x {a.Height} pixels is smaller than the window of {window}");

        var covarianceScale = options.UseSampleCovariance ? (double)window * window / ((double)window * window - 1) : 1;
        var map = new StructuralSimilarity(a.Width, a.Height, windowOptions, covarianceScale).MapOf(a, b);
        return MeanInside(map, a.Width, a.Height, window / 2);
    }

    private static double MeanInside(double[] map, int width, int height, int border)
    {
        var sum = 0.0;
        for (var row = border; row < height - border; row++)
        {
            for (var column = border; column < width - border; column++)
            {
                sum += map[row * width + column];
            }
        }

        return sum / ((double)(height - 2 * border) * (width - 2 * border));
    }
}
