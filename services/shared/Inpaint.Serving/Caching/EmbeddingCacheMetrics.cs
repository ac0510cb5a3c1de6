using System.Diagnostics.Metrics;

namespace Inpaint.Serving.Caching;

/// <summary>What caches tell of themselves: look-ups by level (memory, redis) and result, computations, writes.</summary>
internal static class EmbeddingCacheMetrics
{
    public const string Memory = "memory";
    public const string Redis = "redis";

    private static readonly Counter<long> Lookups =
        Telemetry.Meter.CreateCounter<long>("inpaint.cache.lookups", "{embedding}", "Look-ups by level and result: hit, miss, stale, corrupt, error");

    private static readonly Counter<long> ComputedCounter =
        Telemetry.Meter.CreateCounter<long>("inpaint.cache.computed", "{embedding}", "Embeddings computed because no level had them");

    private static readonly Counter<long> JoinedCounter =
        Telemetry.Meter.CreateCounter<long>("inpaint.cache.joined", "{embedding}", "Look-ups that waited for a computation under way in this process");

    private static readonly Counter<long> FollowedCounter =
        Telemetry.Meter.CreateCounter<long>("inpaint.cache.followed", "{embedding}", "Look-ups that waited for a computation under way in another process");

    private static readonly Counter<long> Writes =
        Telemetry.Meter.CreateCounter<long>("inpaint.cache.writes", "{embedding}", "Embeddings written to Redis by result: written, error, dropped");

    private static readonly Histogram<double> WaitedHistogram =
        Telemetry.Meter.CreateHistogram<double>("inpaint.cache.redis.waited", "s", "How long look-ups waited for Redis");

    private static readonly Counter<long> RestedCounter =
        Telemetry.Meter.CreateCounter<long>("inpaint.cache.redis.rested", "{time}", "How often Redis began to be left alone");

    public static void Looked(string level, int hits, int misses)
    {
        Looked(level, "hit", hits);
        Looked(level, "miss", misses);
    }

    public static void Looked(string level, string result, int count)
    {
        if (count > 0)
            Lookups.Add(count, new KeyValuePair<string, object?>("level", level), new KeyValuePair<string, object?>("result", result));
    }

    public static void Computed(int count) => Add(ComputedCounter, count);

    public static void Joined(int count) => Add(JoinedCounter, count);

    public static void Followed(int count) => Add(FollowedCounter, count);

    public static void Wrote(string result, int count)
    {
        if (count > 0)
            Writes.Add(count, new KeyValuePair<string, object?>("result", result));
    }

    public static void Waited(TimeSpan time) => WaitedHistogram.Record(time.TotalSeconds);

    public static void Rested() => RestedCounter.Add(1);

    private static void Add(Counter<long> counter, int count)
    {
        if (count > 0)
            counter.Add(count);
    }
}
