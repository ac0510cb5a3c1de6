using Inpaint.Benchmarks.Harness;
using Inpaint.Tests.Integration.Support;

namespace Inpaint.Benchmarks.Caching;

/// <summary>
/// A service under steady load while its Redis is killed, frozen, filled with garbage, evicting and slow, in turns with windows
/// in which Redis is well. A window of a fault begins with it striking and ends after it was mended.
/// </summary>
internal sealed class CacheFaultsMeasurement : IMeasurement
{
    private const int Rounds = 2;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Struck = TimeSpan.FromSeconds(3.5);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);
    private static readonly Bound NoMoreThanFive = Bound.AtMost(5);
    private static readonly Bound None = Bound.AtMost(0);

    public string Name => "cache-faults";

    public string Summary => "p99 of calls, failed calls and wrong answers while Redis is killed, frozen, filled with garbage, evicting, slow";

    public MeasurementReport Run(Action<string> log, CancellationToken cancellationToken) => RunAsync(log, cancellationToken).GetAwaiter().GetResult();

    private async Task<MeasurementReport> RunAsync(Action<string> log, CancellationToken cancellationToken)
    {
        var report = new MeasurementReport(Name);
        await using var redis = await RedisServer.StartAsync();
        await using var proxy = new DelayProxy(redis.Port);
        var (failed, wrong) = (0, 0);
        RedisFault[][] byPath =
        [
            [RedisFault.Killed(redis), RedisFault.Frozen(redis), RedisFault.Garbage(redis), RedisFault.Evicting(redis)],
            // Through the proxy, and so are the windows that this one is compared with.
            [RedisFault.Slow(proxy)],
        ];
        foreach (var (faults, address) in byPath.Zip([redis.EndPoint, proxy.EndPoint]))
        {
            await using var peer = await EncoderPeer.StartAsync(Workload.Parametric.Service, FaultLoad.Arguments(address));
            using var calls = new EncoderCalls(peer.Address);
            var load = new FaultLoad(calls);
            await load.RunAsync(WarmUp, cancellationToken);
            log($"warm: {await load.HitShareAsync():P0} of a batch are hits");
            List<double> well = [];
            var ill = faults.ToDictionary(fault => fault.Name, _ => new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var fault in faults)
                {
                    well.AddRange(Count(await load.RunAsync(Window, cancellationToken)));
                    ill[fault.Name].AddRange(Count(await StrikeAsync(load, fault, cancellationToken)));
                    log($"{fault.Name}: p99 {Quantile.Of(ill[fault.Name], .99):F2} ms of {ill[fault.Name].Count:N0} calls; well {Quantile.Of(well, .99):F2} ms of {well.Count:N0}; {await load.HitShareAsync():P0} hits afterwards");
                }
            }
            foreach (var (name, times) in ill)
                report.Figure($"{name}_p99_more_ms", Quantile.Of(times, .99) - Quantile.Of(well, .99), NoMoreThanFive);
            report.Figure(faults.Length == 1 ? "well_through_proxy_p99_ms" : "well_p99_ms", Quantile.Of(well, .99));
        }
        var evicted = await redis.CommandAsync("INFO stats");
        return report
            .Figure("evicted_keys", double.Parse(evicted.Split("evicted_keys:")[^1].Split('\r')[0]), Bound.AtLeast(1))
            .Figure("failed_calls", failed, None)
            .Figure("wrong_embeddings", wrong, None);

        IReadOnlyList<double> Count(LoadResult result)
        {
            failed += result.Failed;
            wrong += result.Wrong;
            return result.Milliseconds;
        }
    }

    private static async Task<LoadResult> StrikeAsync(FaultLoad load, RedisFault fault, CancellationToken cancellationToken)
    {
        using var mended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var loading = load.RunAsync(Window, cancellationToken);
        var striking = fault.Strike(mended.Token);
        try
        {
            await Task.Delay(Struck, cancellationToken);
        }
        finally
        {
            await mended.CancelAsync();
            await striking;
            await fault.Mend();
        }
        return await loading;
    }
}
