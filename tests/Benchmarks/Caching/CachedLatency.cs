using System.Diagnostics;
using Inpaint.Benchmarks.Harness;
using Inpaint.Tests.Integration.Support;
using Inpaint.V1;

namespace Inpaint.Benchmarks.Caching;

/// <summary>
/// Calls for cached embeddings against calls for new ones, a block of each in turns: a hit right behind a computation would be
/// charged for that one's threads, which go on waiting for more work and share the caches and cores. Beside them calls that ask how
/// the service is: what a call costs that does next to nothing.
/// </summary>
internal sealed class CachedLatency(RedisServer redis, Action<string> log)
{
    private const int Inputs = 4000;
    private const int MostCalls = 500;
    private const int Block = 25;
    // A service that runs for hours has been compiled for good; that takes some seconds of calls.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    /// <param name="workload">The encoder; null: it is absent, and its figures are missing.</param>
    /// <param name="kind">What is encoded, for the figures' names.</param>
    /// <param name="input">The n-th input.</param>
    /// <param name="batch">Inputs a call.</param>
    /// <param name="report">Takes the figures.</param>
    /// <param name="bound">What the ratio must keep.</param>
    /// <param name="cancellationToken">Ends the measurement early.</param>
    public async Task MeasureAsync(
        Workload? workload, string kind, Func<int, EncoderInput> input, int batch, MeasurementReport report, Bound? bound, CancellationToken cancellationToken)
    {
        List<double> cached = [], computed = [], bare = [];
        if (workload is not null)
        {
            await using var peer = await EncoderPeer.StartAsync(workload.Service, [.. workload.Arguments, "--ConnectionStrings:redis", redis.EndPoint]);
            using var calls = new EncoderCalls(peer.Address);
            var hit = RequestFrom(1_000_000);
            await calls.ReadyAsync(hit);
            var counted = Math.Clamp(Inputs / batch, 2 * Block, MostCalls);
            var began = Stopwatch.GetTimestamp();
            for (var first = 1; computed.Count < counted; first += Block)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var isWarm = Stopwatch.GetElapsedTime(began) > WarmUp;
                var misses = Enumerable.Range(first, Block).Select(call => RequestFrom(1_000_000 + call * batch)).ToArray();
                // What comes right behind computations takes longer: each does as often as the other.
                List<double> bareTimes = [], hitTimes = [];
                foreach (var isBare in first / Block % 2 == 0 ? (bool[])[true, false] : [false, true])
                {
                    if (isBare)
                        bareTimes = await TimesAsync(Enumerable.Repeat(calls.CheckAsync, Block));
                    else
                        hitTimes = await TimesAsync(Enumerable.Repeat(() => calls.EncodeAsync(hit), Block));
                }
                var missTimes = await TimesAsync(misses.Select<byte[], Func<Task>>(miss => () => calls.EncodeAsync(miss)));
                if (!isWarm)
                    continue;
                bare.AddRange(bareTimes);
                cached.AddRange(hitTimes);
                computed.AddRange(missTimes);
            }
            log($"{kind}, p50 of a call for {batch}: cached {Quantile.Of(cached, .5):F3} ms, computed {Quantile.Of(computed, .5):F3} ms, a bare call {Quantile.Of(bare, .5):F3} ms");
        }
        var ratio = Quantile.Of(cached, .5) / Quantile.Of(computed, .5);
        if (bound is { } limit)
            report.Figure($"cached_over_computed_p50_{kind}", ratio, limit);
        else
            report.Figure($"cached_over_computed_p50_{kind}", ratio);
        report
            .Figure($"bare_call_over_computed_p50_{kind}", Quantile.Of(bare, .5) / Quantile.Of(computed, .5))
            .Figure($"cached_p50_ms_{kind}", Quantile.Of(cached, .5))
            .Figure($"computed_p50_ms_{kind}", Quantile.Of(computed, .5));

        byte[] RequestFrom(int first) => EncoderCalls.Request(Enumerable.Range(first, batch).Select(input));
    }

    private static async Task<List<double>> TimesAsync(IEnumerable<Func<Task>> calls)
    {
        List<double> times = [];
        foreach (var call in calls)
            times.Add(await TimeAsync(call));
        return times;
    }

    /// <summary>Milliseconds of one call.</summary>
    public static async Task<double> TimeAsync(Func<Task> call)
    {
        var began = Stopwatch.GetTimestamp();
        await call();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}
