using System.Security.Cryptography;
using Inpaint.Tests.Integration.Support;
using StackExchange.Redis;

namespace Inpaint.Benchmarks.Caching;

/// <summary>One thing that goes wrong with Redis while a service is under load.</summary>
/// <param name="Name">Its name in the figures.</param>
/// <param name="Strike">Makes it go wrong; it may go on doing so until it is cancelled.</param>
/// <param name="Mend">Makes it right again.</param>
internal sealed record RedisFault(string Name, Func<CancellationToken, Task> Strike, Func<Task> Mend)
{
    private const string Pattern = "inpaint:embedding:*";
    private static readonly TimeSpan Slowness = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan BetweenSpoilings = TimeSpan.FromMilliseconds(500);
    // In portions with pauses: it is the garbage that is to hurt, not the work of bringing it in.
    private const int Portion = 100;

    /// <summary>Killed as by a power cut, and later started again, empty.</summary>
    public static RedisFault Killed(RedisServer redis) => new("killed", _ => redis.KillAsync(), redis.StartAgainAsync);

    /// <summary>Stopped by a signal: connections stay open, nothing answers.</summary>
    public static RedisFault Frozen(RedisServer redis) => new("frozen", _ => redis.FreezeAsync(), redis.ContinueAsync);

    /// <summary>Every answer comes 20 ms late.</summary>
    public static RedisFault Slow(DelayProxy proxy) => new(
        "slow",
        _ =>
        {
            proxy.Delay = Slowness;
            return Task.CompletedTask;
        },
        () =>
        {
            proxy.Delay = TimeSpan.Zero;
            return Task.CompletedTask;
        });

    /// <summary>Every embedding is overwritten with random bytes, again and again.</summary>
    public static RedisFault Garbage(RedisServer redis) => new(
        "garbage",
        async cancellationToken =>
        {
            await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.EndPoint);
            while (!cancellationToken.IsCancellationRequested)
            {
                RedisKey[] keys = [.. connection.GetServer(redis.EndPoint).Keys(pattern: Pattern, pageSize: 1000)];
                foreach (var portion in keys.Chunk(Portion))
                {
                    await Task.WhenAll(portion.Select((key, i) => connection.GetDatabase().StringSetAsync(key, RandomNumberGenerator.GetBytes(i % 2 == 0 ? 784 : i))));
                    await Task.Delay(1, CancellationToken.None);
                }
                await Task.Delay(BetweenSpoilings, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        },
        () => Task.CompletedTask);

    /// <summary>Memory is so short that what is written drives out what was kept.</summary>
    public static RedisFault Evicting(RedisServer redis) => new(
        "evicting",
        async _ =>
        {
            await redis.CommandAsync("CONFIG SET maxmemory-policy allkeys-lru");
            await redis.CommandAsync("CONFIG SET maxmemory 2mb");
        },
        () => redis.CommandAsync("CONFIG SET maxmemory 0"));
}
