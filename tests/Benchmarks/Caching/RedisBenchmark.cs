using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Inpaint.Tests.Integration.Support;
using StackExchange.Redis;

namespace Inpaint.Benchmarks.Caching;

/// <summary>redis-benchmark's MGET of batches: what Redis itself serves on this machine, from a client written in C.</summary>
internal sealed partial class RedisBenchmark(RedisServer server, int batch, int valueBytes)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Writes the values that are read.</summary>
    public async Task FillAsync()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(server.EndPoint);
        var value = new byte[valueBytes];
        foreach (var key in Keys())
            await redis.GetDatabase().StringSetAsync(key, value);
    }

    /// <summary>Values a second.</summary>
    /// <param name="calls">How many batches.</param>
    /// <param name="clients">How many at once, each on its connection.</param>
    public async Task<double> ValuesPerSecondAsync(int calls, int clients)
    {
        ProcessStartInfo start = new("redis-benchmark") { RedirectStandardOutput = true };
        foreach (var argument in (string[])["-p", $"{server.Port}", "-c", $"{clients}", "-n", $"{calls}", "-q", "MGET", .. Keys()])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Limit);
        if (Speed().Matches(output).LastOrDefault() is not { } match)
            throw new InvalidOperationException($"redis-benchmark said: {output}");
        return double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * batch;
    }

    private IEnumerable<string> Keys() => Enumerable.Range(0, batch).Select(i => $"mget:{i}");

    [GeneratedRegex(@": ([0-9.]+) requests per second")]
    private static partial Regex Speed();
}
