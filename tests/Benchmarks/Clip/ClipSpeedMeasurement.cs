using System.Text.Json;
using Inpaint.Benchmarks.Harness;

namespace Inpaint.Benchmarks.Clip;

/// <summary>
/// CLIP's towers at ViT-B/32's shape against the same layers and weights in Debian's python3-torch, in turns within one run: once as it
/// comes but for its thread count, and once with the BLAS kernels set right.
/// </summary>
internal sealed class ClipSpeedMeasurement : IMeasurement
{
    private const int Rounds = 6;
    private static readonly (string Tower, int Batch, int Times)[] Shapes = [("text", 1, 6), ("image", 1, 6), ("text", 16, 1), ("image", 16, 1)];

    public string Name => "clip-speed";

    public string Summary => "CLIP's towers at ViT-B/32's shape, batch 1 and 16, against Debian's python3-torch as it comes and with the BLAS kernels set right";

    public MeasurementReport Run(Action<string> log, CancellationToken cancellationToken)
    {
        using var workload = new ClipWorkload();
        var folder = Directory.CreateTempSubdirectory("inpaint-clip-");
        try
        {
            var (configuration, tensors) = (Path.Combine(folder.FullName, "clip.json"), Path.Combine(folder.FullName, "clip.safetensors"));
            workload.Export(configuration, tensors);
            workload.Prepare();
            using var peer = new PythonPeer("clip_peer.py", configuration, tensors);
            using var tuned = new PythonPeer(BlasKernels.Environment, "clip_peer.py", configuration, tensors);
            log($"as it comes: OpenBLAS's kernels {Kernels(peer, cancellationToken)}; set right: {Kernels(tuned, cancellationToken)}");
            var difference = Difference(workload, peer, cancellationToken);
            log($"largest difference to Python {difference:E1}");
            return Time(workload, peer, tuned, difference, log, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private MeasurementReport Time(
        ClipWorkload workload, PythonPeer peer, PythonPeer tuned, double difference, Action<string> log, CancellationToken cancellationToken)
    {
        var times = Shapes.ToDictionary(shape => shape, _ => (Ours: double.PositiveInfinity, Peer: double.PositiveInfinity, Tuned: double.PositiveInfinity));
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var shape in Shapes)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (ours, theirs, best) = times[shape];
                Action forward = shape.Tower == "text" ? () => workload.Text(shape.Batch) : () => workload.Image(shape.Batch);
                times[shape] = (
                    Math.Min(ours, Repeat.MinimumMilliseconds(shape.Times, forward)),
                    Math.Min(theirs, Milliseconds(peer, shape, cancellationToken)),
                    Math.Min(best, Milliseconds(tuned, shape, cancellationToken)));
            }

            log($"round {round + 1}/{Rounds}: " + string.Join("; ", Shapes.Select(shape =>
                $"{shape.Tower} {shape.Batch}: {times[shape].Ours:F1} ms (Python {times[shape].Peer:F1}, set right {times[shape].Tuned:F1})")));
        }

        var report = new MeasurementReport(Name);
        foreach (var shape in Shapes)
        {
            var (ours, theirs, best) = times[shape];
            report.Figure($"{shape.Tower}_{shape.Batch}_over_python", ours / theirs, Bound.AtMost(0.4))
                .Figure($"{shape.Tower}_{shape.Batch}_over_tuned_python", ours / best, Bound.AtMost(0.95))
                .Figure($"{shape.Tower}_{shape.Batch}_ms", ours);
        }

        return report.Figure("difference_to_python", difference, Bound.AtMost(1e-5));
    }

    private static string Kernels(PythonPeer peer, CancellationToken cancellationToken) =>
        peer.Ask($"threads {Environment.ProcessorCount}", cancellationToken).GetProperty("kernels").GetString()!;

    private static double Milliseconds(PythonPeer peer, (string Tower, int Batch, int Times) shape, CancellationToken cancellationToken) =>
        peer.Ask($"{shape.Tower} {shape.Batch} {shape.Times}", cancellationToken).GetProperty("milliseconds").GetDouble();

    private static double Difference(ClipWorkload workload, PythonPeer peer, CancellationToken cancellationToken)
    {
        var (text, image) = workload.Output();
        var answer = peer.Ask("output", cancellationToken);
        return Math.Max(Largest(text, answer.GetProperty("text")), Largest(image, answer.GetProperty("image")));
    }

    private static double Largest(float[] ours, JsonElement theirs) =>
        ours.Zip(theirs.EnumerateArray(), (mine, other) => Math.Abs(mine - other.GetDouble())).Max();
}
