using Inpaint.Benchmarks.Harness;
using Inpaint.Tests.Integration.Support;

namespace Inpaint.Benchmarks.Caching;

/// <summary>
/// What the embedding cache gives and costs, over gRPC to encoder services in processes of their own, on a Redis of the
/// measurement's own. What is measured with CLIP needs the shipped model; without it those figures are missing and their bounds
/// do not hold.
/// </summary>
internal sealed class CacheMeasurement : IMeasurement
{
    public string Name => "cache";

    public string Summary => "Embedding cache: hits against computing and against redis-benchmark's MGET, misses against no cache, stampedes";

    public MeasurementReport Run(Action<string> log, CancellationToken cancellationToken) => RunAsync(log, cancellationToken).GetAwaiter().GetResult();

    private async Task<MeasurementReport> RunAsync(Action<string> log, CancellationToken cancellationToken)
    {
        await using var redis = await RedisServer.StartAsync();
        var report = new MeasurementReport(Name);
        await new HitThroughput(redis, log).MeasureAsync(report, cancellationToken);
        var clip = Workload.Clip();
        if (clip is null)
            log("no CLIP: its service or deploy/models/clip-bikes is absent, and its figures are missing");
        var latency = new CachedLatency(redis, log);
        await latency.MeasureAsync(clip, "text", Workload.Text, 1, report, Bound.AtMost(.05), cancellationToken);
        await latency.MeasureAsync(clip, "picture", Workload.Picture, 1, report, null, cancellationToken);
        await latency.MeasureAsync(clip, "texts", Workload.Text, 64, report, null, cancellationToken);
        var misses = new MissOverhead(redis, log);
        await misses.MeasureAsync(clip, "", 1, report, Bound.AtMost(1.05), cancellationToken);
        await misses.MeasureAsync(clip, "_texts", 16, report, null, cancellationToken);
        await misses.MeasureAsync(Workload.Parametric, "_parametric", 1, report, null, cancellationToken);
        await new Stampede(redis, log).MeasureAsync(clip ?? Workload.Parametric, report, cancellationToken);
        return report;
    }
}
