using Inpaint.Benchmarks.Harness;
using Inpaint.Benchmarks.Networks;

namespace Inpaint.Benchmarks.Training;

/// <summary>A training step of both UNets against the same in Debian's python3-torch as it comes with all cores, in turns within one run.</summary>
internal sealed class TrainingMeasurement : IMeasurement
{
    private const int Rounds = 8;
    private const int WarmUp = 3;
    private static readonly int[] Batches = [1, NetworkWorkload.LargestBatch];

    public string Name => "training";

    public string Summary => "A training step of the plain and the shipped UNet at batch 1 and 8 against Debian's python3-torch";

    public MeasurementReport Run(Action<string> log, CancellationToken cancellationToken)
    {
        log($"on {ProcessorName.Text}");
        var report = new MeasurementReport(Name);
        foreach (var create in (Func<NetworkWorkload>[])[() => new PlainWorkload(), () => new ConditionedWorkload()])
        {
            using var workload = create();
            using var peer = new NetworkPeer(workload, cancellationToken);
            foreach (var batch in Batches)
                Add(report, workload, peer, batch, log, cancellationToken);
        }

        return report;
    }

    private static void Add(MeasurementReport report, NetworkWorkload workload, NetworkPeer peer, int batch, Action<string> log, CancellationToken cancellationToken)
    {
        var name = $"{workload.Name}_batch{batch}";
        for (var i = 0; i < WarmUp; i++)
            workload.Train(batch);
        var (ours, python) = (double.PositiveInfinity, peer.Train(WarmUp, batch, cancellationToken));
        for (var round = 0; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var steps = Math.Clamp((int)(500 / python), 2, 20);
            ours = Math.Min(ours, Repeat.MinimumMilliseconds(steps, () => workload.Train(batch)));
            python = Math.Min(python, peer.Train(steps, batch, cancellationToken));
        }

        log($"{name}: {ours:F1} ms, Python {python:F1} ms");
        report.Figure($"{name}_over_python", ours / python, Bound.AtMost(0.85)).Figure($"{name}_ms", ours);
    }
}
