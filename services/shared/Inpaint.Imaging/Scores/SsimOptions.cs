namespace Inpaint.Imaging.Scores;

/// <summary>The arguments of SSIM, in torchmetrics' words; the defaults are those of the bike design challenge.</summary>
public sealed record SsimOptions
{
    /// <summary>Gaussian window of 11 x 11, sigma 1.5, for levels of 0 to 255.</summary>
    public static SsimOptions Default { get; } = new();

    /// <summary>The span of the levels, above 0.</summary>
    public double DataRange { get; init; } = 255;

    /// <summary>A Gaussian window (true), or a uniform one of <see cref="KernelSize"/>.</summary>
    public bool GaussianKernel { get; init; } = true;

    /// <summary>Standard deviation of the Gaussian window in pixels, above 0; it is int(3.5 sigma + .5) * 2 + 1 pixels wide.</summary>
    public double Sigma { get; init; } = 1.5;

    /// <summary>Side of the uniform window in pixels, odd; not used with a Gaussian one.</summary>
    public int KernelSize { get; init; } = 11;

    /// <summary>Stabilises the comparison of means, at least 0.</summary>
    public double K1 { get; init; } = .01;

    /// <summary>Stabilises the comparison of variances, at least 0.</summary>
    public double K2 { get; init; } = .03;

    /// <summary>The window along one axis; its sum is 1.</summary>
    /// <exception cref="InvalidPictureArgumentException">An option is out of range.</exception>
    internal double[] Window()
    {
        if (!(DataRange > 0 && double.IsFinite(DataRange)) || !(K1 >= 0) || !(K2 >= 0))
            throw new InvalidPictureArgumentException("the data range of SSIM must be above 0, its K1 and K2 at least 0");

        return GaussianKernel ? Gaussian(Sigma) : Uniform(KernelSize);
    }

    private static double[] Gaussian(double sigma)
    {
        if (!(sigma > 0 && sigma <= 1000))
            throw new InvalidPictureArgumentException($"a standard deviation of {sigma} is not in 0 (excluded) to 1000");

        var half = (int)(3.5 * sigma + .5);
        var window = new double[2 * half + 1];
        for (var i = 0; i < window.Length; i++)
        {
            window[i] = Math.Exp(-.5 * Math.Pow((i - half) / sigma, 2));
        }

        var sum = window.Sum();
        return Array.ConvertAll(window, weight => weight / sum);
    }

    private static double[] Uniform(int size)
    {
        if (size < 1 || size % 2 == 0)
            throw new InvalidPictureArgumentException($"a window of {size} pixels is not odd");

        var window = new double[size];
        Array.Fill(window, 1.0 / size);
        return window;
    }
}
