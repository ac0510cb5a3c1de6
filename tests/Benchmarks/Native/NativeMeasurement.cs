using System.Diagnostics;
using Inpaint.Benchmarks.Harness;
using Inpaint.Tests.Unit.Torch;
using static TorchSharp.torch;

namespace Inpaint.Benchmarks.Native;

/// <summary>A million calls of libtorch from eight threads, every result checked: nothing may be left, neither tensors nor memory.</summary>
internal sealed class NativeMeasurement : IMeasurement
{
    private const long Calls = 1_000_000;
    private const int Parts = 10;
    private const int Threads = 8;

    public string Name => "native";

    public string Summary => "a million mixed calls of libtorch on eight threads: wrong results, tensors and memory left over";

    public MeasurementReport Run(Action<string> log, CancellationToken cancellationToken)
    {
        // The first part warms pools and caches up: growth is measured after it.
        MixedCalls.Run(Calls / Parts, Threads, cancellationToken);
        var (tensors, resident) = (Settle(), ResidentMegabytes());
        var watch = Stopwatch.StartNew();
        for (var part = 0; part < Parts; part++)
        {
            MixedCalls.Run(Calls / Parts, Threads, cancellationToken);
            log($"{(part + 1) * (Calls / Parts):N0} calls, {watch.Elapsed.TotalSeconds:F0} s, {ResidentMegabytes():F0} MB");
        }

        var seconds = watch.Elapsed.TotalSeconds;
        return new MeasurementReport(Name)
            .Figure("calls", Calls, Bound.AtLeast(Calls))
            .Figure("tensors_left", Settle() - tensors, new Bound(0, 0))
            .Figure("resident_growth", (ResidentMegabytes() / resident) - 1, Bound.AtMost(0.1))
            .Figure("calls_per_second", Calls / seconds);
    }

    private static long Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Tensor.TotalCount;
    }

    private static double ResidentMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1048576.0;
    }
}
