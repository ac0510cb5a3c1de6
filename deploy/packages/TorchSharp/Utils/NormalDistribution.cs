namespace TorchSharp.Utils;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    /// <summary>The probability of a value below x, by the complementary error function's rational Chebyshev fit (relative error below 1.2e-7; Press et al., Numerical Recipes, erfcc).</summary>
    public static double Cumulative(double x)
    {
        double z = Math.Abs(x) / Math.Sqrt(2);
        double t = 1 / (1 + z / 2);
        double fit = -1.26551223 + t * (1.00002368 + t * (.37409196 + t * (.09678418 + t * (-.18628806
            + t * (.27886807 + t * (-1.13520398 + t * (1.48851587 + t * (-.82215223 + t * .17087277))))))));
        double complement = t * Math.Exp(-z * z + fit) / 2;
        return x >= 0 ? 1 - complement : complement;
    }
}
