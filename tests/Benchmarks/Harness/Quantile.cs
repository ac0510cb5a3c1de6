namespace Inpaint.Benchmarks.Harness;

/// <summary>Quantiles of measured times.</summary>
internal static class Quantile
{
    /// <summary>The smallest value that at least a share of all values do not exceed; NaN where there is none.</summary>
    /// <param name="values">The values in any order.</param>
    /// <param name="share">Above 0, at most 1: .5 is the median.</param>
    public static double Of(IReadOnlyCollection<double> values, double share)
    {
        if (values.Count == 0)
            return double.NaN;
        double[] sorted = [.. values.Order()];
        return sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }
}
