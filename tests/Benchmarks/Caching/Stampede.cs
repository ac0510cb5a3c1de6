using Inpaint.Benchmarks.Harness;
using Inpaint.Tests.Integration.Support;

namespace Inpaint.Benchmarks.Caching;

/// <summary>A thousand concurrent requests for one new input, to one process and to each of two that share a Redis: how often it is computed.</summary>
internal sealed class Stampede(RedisServer redis, Action<string> log)
{
    private const int Requests = 1000;
    private const int Rounds = 10;
    // A connection carries at most 512 calls at once.
    private const int Connections = 4;

    public async Task MeasureAsync(Workload workload, MeasurementReport report, CancellationToken cancellationToken)
    {
        string[] arguments = [.. workload.Arguments, "--ConnectionStrings:redis", redis.EndPoint];
        await using EncoderPeer one = await EncoderPeer.StartAsync(workload.Service, arguments), other = await EncoderPeer.StartAsync(workload.Service, arguments);
        EncoderCalls[] toOne = [.. Enumerable.Range(0, Connections).Select(_ => new EncoderCalls(one.Address))];
        EncoderCalls[] toOther = [.. Enumerable.Range(0, Connections).Select(_ => new EncoderCalls(other.Address))];
        foreach (var calls in (EncoderCalls[])[toOne[0], toOther[0]])
            await calls.ReadyAsync(EncoderCalls.Request(workload.Input(0)));
        await ShareAsync(workload, toOne[0], toOther[0]);

        List<double> byOne = [], byTwo = [];
        for (var round = 0; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            byOne.Add(await ComputedAsync(EncoderCalls.Request(workload.Input(3_000_000 + round)), toOne));
            byTwo.Add(await ComputedAsync(EncoderCalls.Request(workload.Input(3_100_000 + round)), [.. toOne, .. toOther]));
        }
        foreach (var calls in (EncoderCalls[])[.. toOne, .. toOther])
            calls.Dispose();
        log($"{workload.Service}: {Requests:N0} requests for one new input were computed {string.Join(' ', byOne)} times, two times {Requests:N0} by two processes {string.Join(' ', byTwo)} times");
        report
            .Figure("stampede_computed_one_process", byOne.Max(), new Bound(1, 1))
            .Figure("stampede_computed_two_processes", byTwo.Max(), new Bound(1, 1));

        async Task<double> ComputedAsync(byte[] request, EncoderCalls[] connections)
        {
            var before = await one.ComputedAsync() + await other.ComputedAsync();
            var total = Requests * connections.Length / Connections;
            await Task.WhenAll(Enumerable.Range(0, total).Select(i => connections[i % connections.Length].EncodeAsync(request)));
            return await one.ComputedAsync() + await other.ComputedAsync() - before;
        }
    }

    // Until both are connected to Redis: the other finds what the one computed.
    private static async Task ShareAsync(Workload workload, EncoderCalls one, EncoderCalls other)
    {
        var number = 2_900_000;
        await other.UntilAsync(
            () =>
            {
                var request = EncoderCalls.Request(workload.Input(number++));
                one.EncodeAsync(request).GetAwaiter().GetResult();
                Thread.Sleep(20);
                return request;
            },
            answer => answer.CacheHits == 1);
    }
}
