using System.Globalization;

namespace Inpaint.Imaging.Drawing;

/// <summary>An axis: which values it shows, where its ticks are, and how they are written.</summary>
internal sealed class ChartScale
{
    private readonly bool _logarithmic;
    private readonly double[] _ticks;
    private readonly double _low;
    private readonly double _high;

    /// <summary>Makes an axis that shows all finite values, from tick to tick.</summary>
    /// <param name="values">What is to be shown; on a logarithmic axis values of 0 and less are not.</param>
    /// <param name="logarithmic">Whether equal ratios are equally far apart.</param>
    /// <param name="ticks">About how many ticks.</param>
    public ChartScale(IEnumerable<double> values, bool logarithmic, int ticks)
    {
        _logarithmic = logarithmic;
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values.Where(Shows))
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        if (low > high)
            (low, high) = (logarithmic ? .1 : 0, 1);

        _ticks = [.. logarithmic ? LogarithmicTicks(low, high) : LinearTicks(low, high, ticks)];
        (_low, _high) = (Warp(_ticks[0]), Warp(_ticks[^1]));
    }

    /// <summary>Places (0 to 1) and labels of the ticks.</summary>
    public IEnumerable<(double Share, string Label)> Ticks => _ticks.Select(tick => (Share(tick), Label(tick)));

    /// <summary>Whether a value has a place on the axis.</summary>
    public bool Shows(double value) => double.IsFinite(value) && (!_logarithmic || value > 0);

    /// <summary>Where a value lies: 0 at the axis's beginning, 1 at its end.</summary>
    public double Share(double value) => (Warp(value) - _low) / (_high - _low);

    private static IEnumerable<double> LinearTicks(double low, double high, int ticks)
    {
        if (high - low <= 1e-9 * Math.Max(Math.Abs(high), Math.Abs(low)))
            (low, high) = (low - Math.Max(.5, .1 * Math.Abs(low)), high + Math.Max(.5, .1 * Math.Abs(high)));
        var step = NiceStep((high - low) / ticks);
        var (first, last) = (Math.Floor(low / step + 1e-9), Math.Ceiling(high / step - 1e-9));
        for (var i = first; i <= last; i++)
            yield return i * step;
    }

    private static IEnumerable<double> LogarithmicTicks(double low, double high)
    {
        // Over many decades only their beginnings; over few 1, 2 and 5 of each.
        double[] leads = high / low > 1e4 ? [1] : [1, 2, 5];
        var candidates = new List<double>();
        for (var decade = Math.Floor(Math.Log10(low)) - 1; decade <= Math.Ceiling(Math.Log10(high)) + 1; decade++)
            candidates.AddRange(leads.Select(lead => lead * Math.Pow(10, decade)));
        var first = candidates.FindLastIndex(c => c <= low * (1 + 1e-9));
        var last = Math.Max(first + 1, candidates.FindIndex(c => c >= high * (1 - 1e-9)));
        return candidates[first..(last + 1)];
    }

    private static double NiceStep(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var lead = rough / power;
        return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    }

    private static string Label(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 1e6 or < 1e-3 => value.ToString("0.##e0", CultureInfo.InvariantCulture),
        >= 1e4 => (value / 1000).ToString("0.##", CultureInfo.InvariantCulture) + "k",
        _ => value.ToString("0.####", CultureInfo.InvariantCulture),
    };

    private double Warp(double value) => _logarithmic ? Math.Log10(value) : value;
}
