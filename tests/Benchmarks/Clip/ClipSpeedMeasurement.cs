using System.Text.Json;
using Inpaint.Benchmarks.Harness;

namespace Inpaint.Benchmarks.Clip;

/// <summary>
/// CLIP's towers at ViT-B/32's shape against the same layers and weights in Debian's python3-torch, in turns within one run: as it comes,
/// which is on as many threads as it takes by itself; with a thread a core; and with that and the BLAS kernels set right.
/// </summary>
internal sealed class ClipSpeedMeasurement : IMeasurement
{
    private const int Rounds = 6;
    private const int Untouched = 0;
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
            log($"as it comes: {Settings(peer, Untouched, cancellationToken)}; set right: {Settings(tuned, Environment.ProcessorCount, cancellationToken)}");
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
        var times = Shapes.ToDictionary(shape => shape, _ => new Times());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var shape in Shapes)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Action forward = shape.Tower == "text" ? () => workload.Text(shape.Batch) : () => workload.Image(shape.Batch);
                var best = times[shape];
                best.Ours = Math.Min(best.Ours, Repeat.MinimumMilliseconds(shape.Times, forward));
                best.AsItComes = Math.Min(best.AsItComes, Milliseconds(peer, Untouched, shape, cancellationToken));
                best.AllCores = Math.Min(best.AllCores, Milliseconds(peer, Environment.ProcessorCount, shape, cancellationToken));
                best.SetRight = Math.Min(best.SetRight, Milliseconds(tuned, Environment.ProcessorCount, shape, cancellationToken));
            }

            log($"round {round + 1}/{Rounds}: " + string.Join("; ", Shapes.Select(shape =>
                $"{shape.Tower} {shape.Batch}: {times[shape].Ours:F1} ms (Python {times[shape].AsItComes:F1}, on all cores {times[shape].AllCores:F1}, set right {times[shape].SetRight:F1})")));
        }

        var report = new MeasurementReport(Name);
        foreach (var shape in Shapes)
        {
            var best = times[shape];
            report.Figure($"{shape.Tower}_{shape.Batch}_over_python", best.Ours / best.AsItComes, Bound.AtMost(0.4))
                .Figure($"{shape.Tower}_{shape.Batch}_over_python_on_all_cores", best.Ours / best.AllCores)
                .Figure($"{shape.Tower}_{shape.Batch}_over_tuned_python", best.Ours / best.SetRight, Bound.AtMost(0.95))
                .Figure($"{shape.Tower}_{shape.Batch}_ms", best.Ours);
        }

        return report.Figure("difference_to_python", difference, Bound.AtMost(1e-5));
    }

    private static string Settings(PythonPeer peer, int threads, CancellationToken cancellationToken)
    {
        var answer = peer.Ask($"threads {threads}", cancellationToken);
        return $"OpenBLAS's kernels {answer.GetProperty("kernels").GetString()}, threads {answer.GetProperty("threads").GetInt32()}";
    }

    private static double Milliseconds(PythonPeer peer, int threads, (string Tower, int Batch, int Times) shape, CancellationToken cancellationToken)
    {
        peer.Ask($"threads {threads}", cancellationToken);
        return peer.Ask($"{shape.Tower} {shape.Batch} {shape.Times}", cancellationToken).GetProperty("milliseconds").GetDouble();
    }

    private static double Difference(ClipWorkload workload, PythonPeer peer, CancellationToken cancellationToken)
    {
        var (text, image) = workload.Output();
        var answer = peer.Ask("output", cancellationToken);
        return Math.Max(Largest(text, answer.GetProperty("text")), Largest(image, answer.GetProperty("image")));
    }

    private static double Largest(float[] ours, JsonElement theirs) =>
        ours.Zip(theirs.EnumerateArray(), (mine, other) => Math.Abs(mine - other.GetDouble())).Max();

    private sealed class Times
    {
        public double Ours { get; set; } = double.PositiveInfinity;

        public double AsItComes { get; set; } = double.PositiveInfinity;

        public double AllCores { get; set; } = double.PositiveInfinity;

        public double SetRight { get; set; } = double.PositiveInfinity;
    }
}
