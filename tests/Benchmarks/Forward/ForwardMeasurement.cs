using Inpaint.Benchmarks.Harness;
using Inpaint.Benchmarks.Networks;

namespace Inpaint.Benchmarks.Forward;

/// <summary>
/// The plans of the plain UNet and of the shipped UNet's shape against the machine (sgemm), against themselves in 8 bits, against their
/// modules, and against the same layers and weights in Debian's python3-torch, in turns within one run; and what 8 bits do to the shipped
/// UNet's pictures.
/// </summary>
internal sealed class ForwardMeasurement : IMeasurement
{
    private const int Rounds = 20;

    public string Name => "forward";

    public string Summary => "Inference plans of the plain and the shipped UNet at batch 1 and 8: share of sgemm's speed, 8 bits, modules, python3-torch";

    public MeasurementReport Run(Action<string> log, CancellationToken cancellationToken)
    {
        log($"on {ProcessorName.Text}");
        using var plain = new PlainWorkload();
        using var shipped = new ConditionedWorkload();
        using var plainPeer = new NetworkPeer(plain, cancellationToken);
        using var shippedPeer = new NetworkPeer(shipped, cancellationToken);
        using var reading = new ConditionedWorkload(text: true);
        using var readingPeer = new NetworkPeer(reading, cancellationToken);
        log($"plain: {plain.ParameterCount:N0} parameters, {plain.Operations / 1e9:F2} GFLOP; shipped: {shipped.ParameterCount:N0} parameters, {shipped.Operations / 1e9:F2} GFLOP");
        ForwardCase[] cases =
        [
            .. new[] { 1, NetworkWorkload.LargestBatch }.Select(batch => new ForwardCase(plain, plainPeer, batch)),
            .. new[] { 1, NetworkWorkload.LargestBatch }.Select(batch => new ForwardCase(shipped, shippedPeer, batch)),
            .. new[] { 1, NetworkWorkload.LargestBatch }.Select(batch => new ForwardCase(reading, readingPeer, batch)),
        ];
        try
        {
            return Report(cases, log, cancellationToken);
        }
        finally
        {
            foreach (var each in cases)
                each.Dispose();
        }
    }

    private MeasurementReport Report(ForwardCase[] cases, Action<string> log, CancellationToken cancellationToken)
    {
        var sgemm = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var each in cases)
            {
                cancellationToken.ThrowIfCancellationRequested();
                sgemm = Math.Max(sgemm, MatrixProduct.GigaflopsPerSecond(3));
                each.Round(cancellationToken);
            }

            var times = string.Join("; ", cases.Select(each => $"{each.Name} {each.PlanMilliseconds:F2} (8 bits {each.EightBitMilliseconds:F2}, modules {each.ModulesMilliseconds:F2}, Python {each.PythonMilliseconds:F2})"));
            log($"round {round + 1}/{Rounds}: sgemm {sgemm:F0} GFLOP/s; ms: {times}");
        }

        var report = new MeasurementReport(Name);
        foreach (var each in cases)
            Add(report, each, sgemm, cancellationToken);
        EightBitError.Add(report, log, cancellationToken);
        return report.Figure("sgemm_gflops", sgemm);
    }

    private static void Add(MeasurementReport report, ForwardCase each, double sgemm, CancellationToken cancellationToken)
    {
        var isPlain = each.Name.StartsWith("plain", StringComparison.Ordinal);
        var (toModules, toPython, eightBits) = each.Differences(cancellationToken);
        var (share, gain) = (each.PlanSpeed / sgemm, each.PlanMilliseconds / each.EightBitMilliseconds);
        if (isPlain)
            report.Figure($"{each.Name}_share_of_sgemm", share, Bound.AtLeast(0.8)).Figure($"{each.Name}_int8_over_float", gain, Bound.AtLeast(2.5));
        else
            report.Figure($"{each.Name}_share_of_sgemm", share).Figure($"{each.Name}_int8_over_float", gain);
        report
            .Figure($"{each.Name}_difference_to_modules", toModules, Bound.AtMost(1e-5))
            .Figure($"{each.Name}_difference_to_python", toPython, Bound.AtMost(1e-5))
            .Figure($"{each.Name}_int8_largest_difference", eightBits)
            .Figure($"{each.Name}_int8_relative_error", each.EightBitError())
            .Figure($"{each.Name}_plan_over_modules", each.PlanMilliseconds / each.ModulesMilliseconds);
        var forward = each.PlanMilliseconds / each.PythonMilliseconds;
        if (each.Name == "shipped_batch1")
            report.Figure("forward_over_python", forward, Bound.AtMost(0.8));
        else
            report.Figure($"{each.Name}_forward_over_python", forward);
        report.Figure($"{each.Name}_plan_ms", each.PlanMilliseconds);
    }
}
