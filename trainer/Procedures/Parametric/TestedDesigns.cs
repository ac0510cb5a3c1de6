using System.Globalization;
using Inpaint.Imaging;
using Inpaint.Imaging.Drawing;
using Inpaint.Models;
using Inpaint.Models.Parametric;
using Inpaint.Trainer.Results;
using Inpaint.Trainer.Running;
using Inpaint.Trainer.Runs;

namespace Inpaint.Trainer.Procedures.Parametric;

/// <summary>What a network and its intervals do on test designs of which half is hidden.</summary>
internal sealed class TestedDesigns
{
    private const int CurvePoints = 19;

    private readonly SortedDictionary<double, CompletionAccuracy> _byCoverage = [];
    private readonly int _count;

    public TestedDesigns(ParameterNetwork network, IntervalTable intervals, DesignTable designs, long seed)
    {
        _count = designs.Count;
        var random = new TrainingRandom(seed);
        double[][] wholes = [.. Enumerable.Range(0, designs.Count).Select(designs.Whole)];
        var shown = new double[wholes.Length][];
        for (var i = 0; i < wholes.Length; i++)
            shown[i] = HiddenDesigns.Hide(wholes[i], 0.5, ref random);
        var (beliefs, completer) = (ParameterModel.Believe(network, shown), new DesignCompleter(network.Layout, intervals));
        for (var point = 1; point <= CurvePoints; point++)
        {
            var coverage = point / (CurvePoints + 1.0);
            var accuracy = _byCoverage[coverage] = new CompletionAccuracy(network.Layout.Schema);
            for (var i = 0; i < wholes.Length; i++)
                accuracy.Add(wholes[i], shown[i], completer.Complete(shown[i], beliefs[i], coverage));
        }
    }

    public ParametricMetrics Metrics(RunRecord record, RunPosition position) => new()
    {
        Recipe = record.RecipeName,
        Steps = position.Step,
        Samples = position.Step * record.Recipe.Data.BatchSize,
        Seconds = Math.Round(position.Seconds, 1),
        TestSamples = _count,
        RealErrorOverMean = _byCoverage.Values.First().RealErrorOverMean,
        ChoiceErrorOverMode = _byCoverage.Values.First().ChoiceErrorOverMode,
        Coverage = _byCoverage.ToDictionary(entry => entry.Key.ToString("0.00", CultureInfo.InvariantCulture), entry => Math.Round(entry.Value.RealCoverage, 4)),
    };

    /// <summary>Coverage as it was wanted and as it was.</summary>
    public RgbImage DrawCoverage(string name) => new LineChart
    {
        Title = $"{name}: intervals of test designs",
        XLabel = "wanted coverage",
        YLabel = "share that held the true value",
        Series =
        [
            new ChartSeries("measures", [.. _byCoverage.Select(entry => new PointD(entry.Key, entry.Value.RealCoverage))]),
            new ChartSeries("counts, flags, groups", [.. _byCoverage.Select(entry => new PointD(entry.Key, entry.Value.DiscreteCoverage))]),
            new ChartSeries("as wanted", [new PointD(0, 0), new PointD(1, 1)]),
        ],
        Width = CurveChart.Width,
        Height = CurveChart.PanelHeight,
    }.Render();
}
