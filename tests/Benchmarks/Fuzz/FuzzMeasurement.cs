using System.Globalization;
using Inpaint.Benchmarks.Harness;
using Inpaint.Tests.Unit.Fuzzing;

namespace Inpaint.Benchmarks.Fuzz;

/// <summary>
/// Gives 200,000 damaged files to the readers of pictures, arrays, pickles and weights, in a child process, so that a crash of native code
/// is told by its input instead of ending the measurement.
/// </summary>
internal sealed class FuzzMeasurement : IMeasurement
{
    private const long Mutations = 200_000;
    private const int Seed = 20_250_101;
    private const double Mebibyte = 1 << 20;

    // What the pixels that the limit allows may take while they are decoded, and the runtime's own coming and going.
    private const double MostGrowthMebibytes = 16.0 * FuzzTarget.MostPixels / Mebibyte + 16;

    public string Name => "fuzz";

    public string Summary => "200,000 damaged PNG, JPEG, .npy, .npz, pickle, .pt and safetensors files: none crashes, hangs or exceeds its memory";

    public MeasurementReport Run(Action<string> log, CancellationToken cancellationToken)
    {
        var totals = new FuzzTotals();
        using var progress = new FuzzProgress(Mutations);
        for (long next = 0; next < Mutations;)
        {
            var child = new FuzzChild(Seed, next, Mutations);
            next = child.Run(totals, progress, cancellationToken);
        }

        foreach (var (outcome, count) in totals.Outcomes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            log(string.Create(CultureInfo.InvariantCulture, $"  {outcome,-24} {count,8:N0}"));
        foreach (var fault in totals.Faults)
        {
            var (from, bytes) = new Mutator(Seed).Mutate(fault.Number);
            var path = Path.Combine(Path.GetTempPath(), $"inpaint-fault-{fault.Number}{Path.GetExtension(from.Name)}");
            File.WriteAllBytes(path, bytes);
            log($"FAULT {fault.Number}, of {from.Name}, kept as {path}: {fault.What}");
        }

        return Report(totals);
    }

    private MeasurementReport Report(FuzzTotals totals)
    {
        var report = new MeasurementReport(Name)
            .Figure("mutations", totals.Outcomes.Values.Sum(), Bound.AtLeast(Mutations))
            .Figure("faults", totals.Faults.Count, Bound.AtMost(0))
            .Figure("crashes", totals.Faults.Count(fault => fault.EndedProcess), Bound.AtMost(0))
            .Figure("worst_memory_mebibytes", totals.WorstGrowth / Mebibyte, Bound.AtMost(MostGrowthMebibytes))
            .Figure("worst_milliseconds", totals.WorstMilliseconds)
            .Figure("accepted", totals.Outcomes.Where(pair => pair.Key.EndsWith(FuzzTotals.Accepted, StringComparison.Ordinal)).Sum(pair => pair.Value));
        foreach (var (outcome, count) in totals.Outcomes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            report.Figure(outcome, count);
        return report;
    }
}
