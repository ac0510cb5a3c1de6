using Inpaint.Benchmarks.Harness;
using Inpaint.Inference;

namespace Inpaint.Benchmarks.Neighbours;

/// <summary>
/// Processes that compute at once, each with a thread a core and the suite's own settings, as services on one machine do:
/// what they get done together, over what one of them does alone.
/// </summary>
internal sealed class NeighboursMeasurement : IMeasurement
{
    private const int Rounds = 3;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(3);
    private static readonly int[] Crowds = [2, 4];

    public string Name => "neighbours";

    public string Summary => "Two and four processes computing at once: the sum of their throughput over that of one alone";

    public MeasurementReport Run(Action<string> log, CancellationToken cancellationToken)
    {
        log($"on {ProcessorName.Text}");
        var report = new MeasurementReport(Name);
        foreach (var work in (string[])[NeighbourProcess.Plan, NeighbourProcess.Modules])
        {
            if (work == NeighbourProcess.Plan && InferencePlan.Unavailable is not null)
                continue;
            Add(report, work, log, cancellationToken);
        }

        return report;
    }

    private static void Add(MeasurementReport report, string work, Action<string> log, CancellationToken cancellationToken)
    {
        var processes = Enumerable.Range(0, Crowds.Max()).Select(_ => new NeighbourProcess(work)).ToArray();
        try
        {
            var alone = 0.0;
            var together = Crowds.ToDictionary(crowd => crowd, _ => 0.0);
            for (var round = 0; round < Rounds; round++)
            {
                alone += Throughput(processes[..1], cancellationToken);
                foreach (var crowd in Crowds)
                    together[crowd] += Throughput(processes[..crowd], cancellationToken);
                log($"{work}, round {round + 1}/{Rounds}: one alone {alone / (round + 1):F1} forwards a second; {string.Join("; ", Crowds.Select(crowd => $"{crowd} together {together[crowd] / (round + 1):F1}"))}");
            }

            foreach (var crowd in Crowds)
                report.Figure($"{work}_{crowd}_over_1", together[crowd] / alone, Bound.AtLeast(0.9));
            report.Figure($"{work}_forwards_per_second", alone / Rounds);
        }
        finally
        {
            foreach (var process in processes)
                process.Dispose();
        }
    }

    // All begin at one word and compute for the same time; the others wait without computing.
    private static double Throughput(NeighbourProcess[] processes, CancellationToken cancellationToken)
    {
        foreach (var process in processes)
            process.Begin(Time);
        return processes.Sum(process => process.Finish(cancellationToken));
    }
}
