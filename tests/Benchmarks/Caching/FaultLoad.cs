using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using Inpaint.Models.Parametric;
using Inpaint.V1;

namespace Inpaint.Benchmarks.Caching;

/// <summary>What a window of load came to.</summary>
/// <param name="Milliseconds">Time of every call.</param>
/// <param name="Failed">Calls that ended with another status than OK.</param>
/// <param name="Wrong">Embeddings that differ from what the encoder gives without any cache.</param>
internal sealed record LoadResult(IReadOnlyList<double> Milliseconds, int Failed, int Wrong);

/// <summary>
/// Steady load on a parametric encoder whose memory holds next to nothing, so that nearly every call asks Redis: a few callers,
/// each with a pause between calls, who draw from a pool of designs and now and then ask for a new one.
/// </summary>
internal sealed class FaultLoad
{
    private const int Callers = 4;
    private const int Pool = 1500;
    private const int InputsPerCall = 4;
    private const double NewShare = .1;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);
    private readonly EncoderCalls _calls;
    private readonly ParametricEncoder _encoder = new(Designs.Schema);
    private readonly EncoderInput[] _inputs = [.. Enumerable.Range(0, Pool).Select(Designs.Input)];
    private readonly float[][] _expected;
    private int _new = Pool;

    public FaultLoad(EncoderCalls calls)
    {
        _calls = calls;
        _expected = [.. Enumerable.Range(0, Pool).Select(number => _encoder.Encode(Designs.Values(number)))];
    }

    /// <summary>Settings of a service that is loaded so.</summary>
    public static string[] Arguments(string redis) =>
        [.. Workload.Parametric.Arguments, "--ConnectionStrings:redis", redis, "--EmbeddingCache:MemoryBytes", "65536"];

    public async Task<LoadResult> RunAsync(TimeSpan window, CancellationToken cancellationToken)
    {
        var times = new ConcurrentBag<double>();
        int failed = 0, wrong = 0;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CallAsync(new Random(caller)), cancellationToken)));
        return new LoadResult([.. times], failed, wrong);

        async Task CallAsync(Random random)
        {
            while (Stopwatch.GetElapsedTime(began) < window)
            {
                int[] numbers = [.. Enumerable.Range(0, InputsPerCall).Select(_ => random.NextDouble() < NewShare ? Interlocked.Increment(ref _new) : random.Next(Pool))];
                var request = EncoderCalls.Request(numbers.Select(number => number < Pool ? _inputs[number] : Designs.Input(number)));
                var start = Stopwatch.GetTimestamp();
                try
                {
                    var answer = await _calls.EncodeAsync(request);
                    times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                    Interlocked.Add(ref wrong, Wrong(numbers, EncodeResponse.Parser.ParseFrom(answer)));
                }
                catch (RpcException)
                {
                    Interlocked.Increment(ref failed);
                }
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    /// <summary>Share of the pool that is found in the cache.</summary>
    public async Task<double> HitShareAsync()
    {
        var answer = await _calls.AnswerAsync(EncoderCalls.Request(_inputs[..256]));
        return answer.CacheHits / 256.0;
    }

    private int Wrong(int[] numbers, EncodeResponse answer)
    {
        if (answer.Embeddings.Count != numbers.Length)
            return numbers.Length;
        return numbers.Index().Count(each =>
            !answer.Embeddings[each.Index].Values.SequenceEqual(each.Item < Pool ? _expected[each.Item] : _encoder.Encode(Designs.Values(each.Item))));
    }
}
