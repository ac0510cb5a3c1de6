using System.Diagnostics.Metrics;

namespace Inpaint.Serving.Inference;

/// <summary>What engines tell of themselves, each under its name.</summary>
internal static class InferenceMetrics
{
    private static readonly Counter<long> RefusedCounter =
        Telemetry.Meter.CreateCounter<long>("inpaint.inference.refused", "{request}", "Requests refused because the queue was full");

    private static readonly Histogram<double> WaitedHistogram =
        Telemetry.Meter.CreateHistogram<double>("inpaint.inference.waited", "s", "How long requests waited before they were computed");

    private static readonly Histogram<double> ComputedHistogram =
        Telemetry.Meter.CreateHistogram<double>("inpaint.inference.computed", "s", "How long batches were computed");

    private static readonly Histogram<long> BatchHistogram =
        Telemetry.Meter.CreateHistogram<long>("inpaint.inference.batch", "{request}", "Requests computed together");

    public static void Refused(string engine) => RefusedCounter.Add(1, Tag(engine));

    public static void Waited(string engine, TimeSpan time) => WaitedHistogram.Record(time.TotalSeconds, Tag(engine));

    public static void Computed(string engine, int size, TimeSpan time)
    {
        ComputedHistogram.Record(time.TotalSeconds, Tag(engine));
        BatchHistogram.Record(size, Tag(engine));
    }

    private static KeyValuePair<string, object?> Tag(string engine) => new("engine", engine);
}
