namespace Inpaint.Imaging.Resizing;

/// <summary>How a resized pixel is weighed from those around it.</summary>
public enum Resampling
{
    /// <summary>A triangle, one pixel to each side.</summary>
    Bilinear,

    /// <summary>A cubic with a = -0.5, two pixels to each side.</summary>
    Bicubic,

    /// <summary>A windowed sinc, three pixels to each side.</summary>
    Lanczos,
}

internal static class ResamplingKernels
{
    /// <summary>Pixels to each side at the original scale.</summary>
    public static double Support(this Resampling resampling) => resampling switch
    {
        Resampling.Bilinear => 1,
        Resampling.Bicubic => 2,
        _ => 3,
    };

    /// <summary>The weight at a distance in pixels.</summary>
    public static double Weight(this Resampling resampling, double distance)
    {
        var x = Math.Abs(distance);
        return resampling switch
        {
            Resampling.Bilinear => x < 1 ? 1 - x : 0,
            Resampling.Bicubic => Cubic(x),
            _ => x < 3 ? Sinc(x) * Sinc(x / 3) : 0,
        };
    }

    private static double Cubic(double x)
    {
        const double A = -.5;
        if (x < 1)
            return ((A + 2) * x - (A + 3)) * x * x + 1;

        return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
