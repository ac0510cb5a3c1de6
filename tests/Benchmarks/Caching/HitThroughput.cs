using System.Diagnostics;
using Inpaint.Benchmarks.Harness;
using Inpaint.Models.Parametric;
using Inpaint.Tests.Integration.Support;

namespace Inpaint.Benchmarks.Caching;

/// <summary>Hits a second from one service with batched requests, in turns with redis-benchmark's MGET of as many values of the same size.</summary>
internal sealed class HitThroughput(RedisServer redis, Action<string> log)
{
    private const int Batch = 256;
    private const int Batches = 16;
    private const int Callers = 4;
    private const int Rounds = 5;
    private const int MgetCalls = 4000;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    public async Task MeasureAsync(MeasurementReport report, CancellationToken cancellationToken)
    {
        var workload = Workload.Parametric;
        await using var peer = await EncoderPeer.StartAsync(workload.Service, [.. workload.Arguments, "--ConnectionStrings:redis", redis.EndPoint]);
        using var calls = new EncoderCalls(peer.Address);
        byte[][] requests = [.. Enumerable.Range(0, Batches).Select(batch => EncoderCalls.Request(Enumerable.Range(batch * Batch, Batch).Select(workload.Input)))];
        var encoder = new ParametricEncoder(Designs.Schema);
        var benchmark = new RedisBenchmark(redis, Batch, encoder.Width * sizeof(float) + 16);
        await benchmark.FillAsync();
        await HitsPerSecondAsync(calls, requests, WarmUp, cancellationToken);
        var before = await peer.ComputedAsync();

        List<double> hits = [], mget = [];
        for (var round = 0; round < Rounds; round++)
        {
            hits.Add(await HitsPerSecondAsync(calls, requests, Window, cancellationToken));
            mget.Add(await benchmark.ValuesPerSecondAsync(MgetCalls, Callers));
            log($"round {round + 1}/{Rounds}: {hits[^1]:N0} hits a second in calls of {Batch}; redis-benchmark MGET {mget[^1]:N0} values");
        }

        var answer = await calls.AnswerAsync(requests[0]);
        var right = answer.CacheHits == Batch && answer.Embeddings.Index().All(each => each.Item.Values.SequenceEqual(encoder.Encode(Designs.Values(each.Index))));
        report
            .Figure("hits_per_second", Quantile.Of(hits, .5), Bound.AtLeast(15_000))
            .Figure("mget_values_per_second", Quantile.Of(mget, .5))
            .Figure("hits_over_mget", Quantile.Of(hits, .5) / Quantile.Of(mget, .5))
            .Figure("computed_while_hitting", await peer.ComputedAsync() - before, Bound.AtMost(0))
            .Figure("hits_equal_computed", right ? 1 : 0, Bound.AtLeast(1));
    }

    private static async Task<double> HitsPerSecondAsync(EncoderCalls calls, byte[][] requests, TimeSpan window, CancellationToken cancellationToken)
    {
        var next = -1;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(
            async () =>
            {
                while (Stopwatch.GetElapsedTime(began) < window)
                    await calls.EncodeAsync(requests[Interlocked.Increment(ref next) % requests.Length]);
            },
            cancellationToken)));
        return (next + 1) * Batch / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
