using Inpaint.Benchmarks.Harness;
using Inpaint.Models.Unet;

namespace Inpaint.Benchmarks.Forward;

/// <summary>
/// The shipped UNet's shape against the same layers and weights in Debian's python3-torch, in turns within one run.
/// The peer runs as it comes but for its thread count, which is 1 out of the box: both sides use all cores.
/// </summary>
internal sealed class ForwardMeasurement : IMeasurement
{
    private const int Rounds = 8;
    private const int WarmUp = 200;
    private const int Forwards = 100;
    private const int Steps = 10;

    public string Name => "forward";

    public string Summary => "UNet forward at batch 1 and training step at batch 8 against Debian's python3-torch, and as a share of sgemm's speed";

    public MeasurementReport Run(Action<string> log, CancellationToken cancellationToken)
    {
        using var workload = new UnetWorkload(new ConditionedUnetConfiguration { Width = 128, Height = 80, EmbeddingWidth = 192 });
        var folder = Directory.CreateTempSubdirectory("inpaint-forward-");
        try
        {
            var (configuration, tensors) = (Path.Combine(folder.FullName, "unet.json"), Path.Combine(folder.FullName, "unet.safetensors"));
            workload.Export(configuration, tensors);
            using var peer = new PythonPeer("unet_peer.py", configuration, tensors);
            peer.Ask($"threads {Environment.ProcessorCount}", cancellationToken);
            // Both sides are measured warm: the runtime compiles hot methods a second time, and libraries choose their kernels.
            Repeat.MinimumMilliseconds(WarmUp, workload.Forward);
            peer.Ask($"forward {WarmUp}", cancellationToken);
            var difference = Difference(workload, peer, cancellationToken);
            log($"{workload.ParameterCount:N0} parameters; largest difference to Python {difference:E1}");
            return Time(workload, peer, difference, log, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Difference(UnetWorkload workload, PythonPeer peer, CancellationToken cancellationToken)
    {
        var ours = workload.Output();
        var answer = peer.Ask("output", cancellationToken);
        return ours.Zip(answer.GetProperty("output").EnumerateArray(), (mine, theirs) => Math.Abs(mine - theirs.GetDouble())).Max();
    }

    private MeasurementReport Time(
        UnetWorkload workload, PythonPeer peer, double difference, Action<string> log, CancellationToken cancellationToken)
    {
        var (forward, training, sgemm) = (double.PositiveInfinity, double.PositiveInfinity, 0.0);
        var (peerForward, peerTraining) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var round = 0; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            sgemm = Math.Max(sgemm, MatrixProduct.GigaflopsPerSecond(5));
            forward = Math.Min(forward, Repeat.MinimumMilliseconds(Forwards, workload.Forward));
            peerForward = Math.Min(peerForward, Milliseconds(peer, $"forward {Forwards}", cancellationToken));
            training = Math.Min(training, Repeat.MinimumMilliseconds(Steps, () => workload.Train()));
            peerTraining = Math.Min(peerTraining, Milliseconds(peer, $"train {Steps}", cancellationToken));
            log($"round {round + 1}/{Rounds}: forward {forward:F2} ms (Python {peerForward:F2}), step {training:F1} ms (Python {peerTraining:F1}), sgemm {sgemm:F0} GFLOP/s");
        }

        var speed = UnetArithmetic.Operations(workload.Configuration) / forward / 1e6;
        return new MeasurementReport(Name)
            .Figure("forward_over_python", forward / peerForward, Bound.AtMost(0.8))
            .Figure("training_over_python", training / peerTraining, Bound.AtMost(0.9))
            .Figure("forward_share_of_sgemm", speed / sgemm)
            .Figure("difference_to_python", difference, Bound.AtMost(1e-5))
            .Figure("forward_ms", forward)
            .Figure("training_step_ms", training)
            .Figure("sgemm_gflops", sgemm);
    }

    private static double Milliseconds(PythonPeer peer, string command, CancellationToken cancellationToken) =>
        peer.Ask(command, cancellationToken).GetProperty("milliseconds").GetDouble();
}
