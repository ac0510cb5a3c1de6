using Inpaint.Benchmarks.Harness;
using Inpaint.Tests.Integration.Support;
using StackExchange.Redis;

namespace Inpaint.Benchmarks.Caching;

/// <summary>
/// Calls that always miss, with memory alone and with memory over Redis, against the same calls to a service whose cache is off:
/// in turns, call by call, each with inputs that were never asked for. Among the turns is one claim sent to Redis by a program that does
/// nothing else: what asking Redis adds to a call at the least.
/// </summary>
internal sealed class MissOverhead(RedisServer redis, Action<string> log)
{
    private const int WarmUpInputs = 500;
    private const int Inputs = 3000;
    private const int MostCalls = 800;
    private static readonly TimeSpan ClaimTime = TimeSpan.FromSeconds(5);

    /// <param name="workload">The encoder; null: it is absent, and its figures are missing.</param>
    /// <param name="suffix">What stands behind the figures' names.</param>
    /// <param name="batch">Inputs a call.</param>
    /// <param name="report">Takes the figures.</param>
    /// <param name="bound">What both ratios must keep.</param>
    /// <param name="cancellationToken">Ends the measurement early.</param>
    public async Task MeasureAsync(Workload? workload, string suffix, int batch, MeasurementReport report, Bound? bound, CancellationToken cancellationToken)
    {
        List<double>[] times = [[], [], [], []];
        if (workload is not null)
        {
            await using var off = await EncoderPeer.StartAsync(workload.Service, [.. workload.Arguments, "--EmbeddingCache:Enabled", "false"]);
            await using var memory = await EncoderPeer.StartAsync(workload.Service, workload.Arguments);
            await using var both = await EncoderPeer.StartAsync(workload.Service, [.. workload.Arguments, "--ConnectionStrings:redis", redis.EndPoint]);
            await using var claims = await ConnectionMultiplexer.ConnectAsync(redis.EndPoint);
            EncoderCalls[] calls = [new(off.Address), new(memory.Address), new(both.Address)];
            foreach (var each in calls)
                await each.ReadyAsync(EncoderCalls.Request(workload.Input(0)));
            var (warmUp, counted) = (Math.Max(20, WarmUpInputs / batch), Math.Clamp(Inputs / batch, 30, MostCalls));
            for (var call = 0; call < warmUp + counted; call++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var request = EncoderCalls.Request(Enumerable.Range(2_000_000 + (suffix.Length * 1000 + call) * batch, batch).Select(workload.Input));
                // Each goes first as often as the others.
                for (var turn = 0; turn < times.Length; turn++)
                {
                    var which = (call + turn) % times.Length;
                    var time = await CachedLatency.TimeAsync(() => which < calls.Length ? calls[which].EncodeAsync(request) : ClaimAsync(claims, batch));
                    if (call >= warmUp)
                        times[which].Add(time);
                }
            }
            foreach (var each in calls)
                each.Dispose();
            log($"{workload.Service}, p50 of a call for {batch} that misses: {Quantile.Of(times[1], .5):F3} ms, over Redis {Quantile.Of(times[2], .5):F3} ms, cache off {Quantile.Of(times[0], .5):F3} ms");
        }
        Add($"missing_over_off{suffix}", Quantile.Of(times[1], .5) / Quantile.Of(times[0], .5));
        Add($"missing_redis_over_off{suffix}", Quantile.Of(times[2], .5) / Quantile.Of(times[0], .5));
        report
            .Figure($"claim_and_off_over_off{suffix}", 1 + (Quantile.Of(times[3], .5) / Quantile.Of(times[0], .5)))
            .Figure($"off_p50_ms{suffix}", Quantile.Of(times[0], .5));

        void Add(string name, double value)
        {
            if (bound is { } limit)
                report.Figure(name, value, limit);
            else
                report.Figure(name, value);
        }
    }

    private static Task ClaimAsync(ConnectionMultiplexer redis, int count) => Task.WhenAll(Enumerable.Range(0, count).Select(_ =>
        redis.GetDatabase().StringSetAndGetAsync($"claim:{Guid.NewGuid():N}", "mine", ClaimTime, keepTtl: false, When.NotExists)));
}
