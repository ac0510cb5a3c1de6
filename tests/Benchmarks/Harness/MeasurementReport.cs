using System.Text.Json;
using System.Text.Json.Nodes;

namespace Inpaint.Benchmarks.Harness;

/// <summary>The limits of one figure; a side that is null is open.</summary>
internal readonly record struct Bound(double? Min, double? Max)
{
    public static Bound AtMost(double max) => new(null, max);

    public static Bound AtLeast(double min) => new(min, null);

    /// <summary>NaN holds no bound.</summary>
    public bool Holds(double figure) => (Min is not { } min || figure >= min) && (Max is not { } max || figure <= max) && !double.IsNaN(figure);
}

/// <summary>The figures of one measurement in the order in which they were added, and their bounds.</summary>
internal sealed class MeasurementReport(string name)
{
    private readonly List<(string Name, double Value)> _figures = [];
    private readonly List<(string Name, Bound Bound)> _bounds = [];

    /// <summary>Whether every bound has a figure that keeps it.</summary>
    public bool Holds => _bounds.All(bound => _figures.Any(figure => figure.Name == bound.Name && bound.Bound.Holds(figure.Value)));

    public MeasurementReport Figure(string figure, double value)
    {
        _figures.Add((figure, value));
        return this;
    }

    public MeasurementReport Figure(string figure, double value, Bound bound)
    {
        _bounds.Add((figure, bound));
        return Figure(figure, value);
    }

    /// <summary>The report as one line of JSON.</summary>
    public string ToJson()
    {
        var figures = new JsonObject();
        foreach (var (figure, value) in _figures)
            figures[figure] = double.IsFinite(value) ? Math.Round(value, 6) : null;
        var bounds = new JsonObject();
        foreach (var (figure, bound) in _bounds)
        {
            var sides = new JsonObject();
            if (bound.Min is { } min)
                sides["min"] = min;
            if (bound.Max is { } max)
                sides["max"] = max;
            bounds[figure] = sides;
        }
        var report = new JsonObject { ["name"] = name, ["figures"] = figures, ["bounds"] = bounds, ["holds"] = Holds };
        return report.ToJsonString(new JsonSerializerOptions { WriteIndented = false });
    }
}
