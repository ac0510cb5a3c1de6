using Inpaint.Benchmarks.Harness;
using Inpaint.Benchmarks.Networks;
using Inpaint.Inference;
using static TorchSharp.torch;

namespace Inpaint.Benchmarks.Memory;

/// <summary>
/// What forwards of the shipped UNet's shape leave behind: managed bytes, resident memory, tensors. The served plan without texts and
/// with texts of changing lengths; the modules, which run where no plan does, with every other picture's text.
/// </summary>
internal sealed class MemoryMeasurement : IMeasurement
{
    private const int Early = 100;
    private const int Late = 1_000;
    private const int Many = 10_000;

    public string Name => "memory";

    public string Summary => "Managed bytes a forward, growth of resident memory and of the number of tensors, of the served plan and of the modules";

    public MeasurementReport Run(Action<string> log, CancellationToken cancellationToken)
    {
        log($"on {ProcessorName.Text}");
        using var workload = new ConditionedWorkload(text: true);
        var report = new MeasurementReport(Name);
        if (InferencePlan.Unavailable is null)
        {
            using var plan = workload.CompilePlan();
            float[][] output = [new float[plan.Outputs[0].Count]];
            void Forward(int tokens)
            {
                workload.PlanInputs[^1][0] = tokens;
                plan.Run(1, workload.PlanInputs, output);
            }

            Add(report, "plan", served: true, _ => Forward(0), log, cancellationToken);
            Add(report, "plan_text", served: true, i => Forward(Tokens(i)), log, cancellationToken);
        }

        Add(report, "modules", served: InferencePlan.Unavailable is not null, i => workload.Forward(1, i % 2 == 0 ? 0 : Tokens(i)), log, cancellationToken);
        return report;
    }

    // Every length from 1 to the most, in no order that an allocator could profit from.
    private static int Tokens(int forward) => 1 + (forward * 37 % NetworkWorkload.MostTokens);

    private static void Add(MeasurementReport report, string name, bool served, Action<int> forward, Action<string> log, CancellationToken cancellationToken)
    {
        var (bytes, tensors) = (0L, 0L);
        var (early, late) = (0.0, 0.0);
        for (var i = 1; i <= Many; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            forward(i);
            if (i == Early)
                (bytes, tensors, early) = (GC.GetAllocatedBytesForCurrentThread(), Tensor.TotalCount, ResidentBytes());
            if (i != Late)
                continue;
            (bytes, late) = (GC.GetAllocatedBytesForCurrentThread() - bytes, ResidentBytes());
            log($"{name}: resident {early / 1e6:F1} MB after {Early} forwards, {late / 1e6:F1} MB after {Late}");
        }

        // Modules make an object of every tensor between two layers; the bound is on what is served.
        var each = (double)bytes / (Late - Early);
        _ = served ? report.Figure($"{name}_bytes_a_forward", each, Bound.AtMost(4096)) : report.Figure($"{name}_bytes_a_forward", each);
        report
            .Figure($"{name}_resident_growth", (late / early) - 1, Bound.AtMost(0.02))
            .Figure($"{name}_tensors_left_after_{Many}", Tensor.TotalCount - tensors, Bound.AtMost(0))
            .Figure($"{name}_resident_mb", late / 1e6);
    }

    private static double ResidentBytes()
    {
        var line = File.ReadLines("/proc/self/status").First(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
        return 1024 * double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
