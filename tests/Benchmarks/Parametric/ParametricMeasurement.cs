using System.Globalization;
using Inpaint.Benchmarks.Harness;
using Inpaint.Models.Parametric;

namespace Inpaint.Benchmarks.Parametric;

/// <summary>
/// The shipped network that fills designs, on designs drawn anew: how often its intervals hold the truth, for several wanted coverages
/// and shares of hidden parameters, and its errors beside those of always predicting the mean or the most frequent answer.
/// </summary>
internal sealed class ParametricMeasurement : IMeasurement
{
    private const int Designs = 4000;
    private const double HalfHidden = 0.5;

    // What the intervals were fitted on: their coverage is off by a chance of its own, which more designs here cannot average away.
    private const int CalibrationDesigns = 1000;

    // Three standard errors for one figure; the worst of about 250 figures is given four and a half.
    private const double OneFigure = 3;
    private const double WorstFigure = 4.5;

    private static readonly double[] Coverages = [0.5, 0.8, 0.9, 0.95];

    public string Name => "parametric";

    public string Summary => "completed designs: coverage of the intervals on designs drawn anew, and errors over predicting the mean or the most frequent answer";

    public MeasurementReport Run(Action<string> log, CancellationToken cancellationToken)
    {
        var name = ShippedModels.Store.DefaultName(ParameterNetwork.Family) ?? throw new InvalidOperationException("No model that fills designs ships.");
        using var model = ParameterModel.Open(ShippedModels.Store, name, ParameterSchema.Bikes);
        var report = new MeasurementReport(Name);
        var half = new HeldOutDesigns(Designs, HalfHidden);
        var worst = 0.0;
        foreach (var coverage in Coverages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var accuracy = half.Judge(model, coverage);
            worst = Math.Max(worst, Worst(accuracy, coverage, model.Schema, log));
            AddCoverage(report, accuracy, coverage);
        }

        var judged = half.Judge(model, 0.9);
        report.Figure("worst_parameter_in_standard_errors", worst, Bound.AtMost(WorstFigure))
            .Figure("real_error_over_mean", judged.RealErrorOverMean, Bound.AtMost(1))
            .Figure("choice_error_over_mode", judged.ChoiceErrorOverMode, Bound.AtMost(1))
            .Figure("choice_accuracy", judged.ChoiceAccuracy);
        foreach (var hidden in (double[])[0.1, 0.9])
            AddHidden(report, new HeldOutDesigns(Designs, hidden).Judge(model, 0.9), hidden);
        var milliseconds = Repeat.MinimumMilliseconds(20, () => model.Complete(half.Shown[..1], 0.9));
        return report.Figure("one_design_ms", milliseconds);
    }

    private static double StandardError(double coverage, double samples) =>
        Math.Sqrt(coverage * (1 - coverage) * (1 / samples + 1.0 / CalibrationDesigns));

    private static void AddCoverage(MeasurementReport report, CompletionAccuracy accuracy, double coverage)
    {
        var slack = OneFigure * StandardError(coverage, Designs);
        var label = (100 * coverage).ToString("0", CultureInfo.InvariantCulture);
        report.Figure($"coverage_{label}", accuracy.RealCoverage, new Bound(coverage - slack, coverage + slack));
        // Of what is whole or a choice an interval cannot hold just a share: it holds the truth so often or more.
        report.Figure($"discrete_coverage_{label}", accuracy.DiscreteCoverage, Bound.AtLeast(coverage - slack));
    }

    private static void AddHidden(MeasurementReport report, CompletionAccuracy accuracy, double hidden)
    {
        var slack = OneFigure * StandardError(0.9, hidden * Designs);
        var label = (100 * hidden).ToString("0", CultureInfo.InvariantCulture);
        report.Figure($"coverage_90_of_{label}_hidden", accuracy.RealCoverage, new Bound(0.9 - slack, 0.9 + slack));
        report.Figure($"real_error_over_mean_of_{label}_hidden", accuracy.RealErrorOverMean, Bound.AtMost(1));
    }

    private static double Worst(CompletionAccuracy accuracy, double coverage, ParameterSchema schema, Action<string> log)
    {
        var (parameter, hidden, found) = accuracy.CoverageByParameter.MaxBy(entry => Deviation(entry.Coverage, entry.Hidden));
        log($"coverage {coverage}: {accuracy.RealCoverage:F4} over all measures; farthest off '{schema.Parameters[parameter].Name}', {found:F4} of {hidden}");
        return Deviation(found, hidden);

        double Deviation(double share, long samples) => Math.Abs(share - coverage) / StandardError(coverage, samples);
    }
}
