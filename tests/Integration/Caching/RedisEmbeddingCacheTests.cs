using Inpaint.Serving.Caching;
using Inpaint.Tests.Integration.Support;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Inpaint.Tests.Integration.Caching;

public class RedisEmbeddingCacheTests
{
    private static readonly EmbeddingKey Key = EmbeddingKey.ForParameters("test", "digest", [1, double.NaN]);
    private static readonly float[] Embedding = [1.5f, -2, 0];

    // On a loaded machine an answer may take long without anything being wrong.
    private static readonly EmbeddingCacheOptions Patient = new() { RedisTimeout = TimeSpan.FromSeconds(10), BreakerPause = TimeSpan.FromMilliseconds(1) };
    private static readonly EmbeddingCacheOptions Brief = new() { RedisTimeout = TimeSpan.FromMilliseconds(20), BreakerPause = TimeSpan.FromHours(1) };

    [RedisFact]
    public async Task What_one_process_sets_another_finds()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisEmbeddingCache one = Connect(server, Patient), other = Connect(server, Patient);

        await SetUntilFoundAsync(one);

        Assert.Equal(Embedding, (await other.GetAsync(Key, CancellationToken.None).AsTask().Within())!);
        Assert.Null(await other.GetAsync(EmbeddingKey.ForParameters("test", "digest", [2]), CancellationToken.None).AsTask().Within());
    }

    [RedisFact]
    public async Task Entries_end_by_themselves()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisEmbeddingCache cache = Connect(server, Patient);
        await SetUntilFoundAsync(cache);

        await using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(server.EndPoint);
        TimeSpan? left = await redis.GetDatabase().KeyTimeToLiveAsync($"inpaint:embedding:{Key.Hex}");

        Assert.InRange(left!.Value, TimeSpan.FromHours(1), Patient.TimeToLive);
    }

    [RedisFact]
    public async Task Garbage_in_redis_is_a_miss()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisEmbeddingCache cache = Connect(server, Patient);
        await SetUntilFoundAsync(cache);
        await using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(server.EndPoint);
        await redis.GetDatabase().StringSetAsync($"inpaint:embedding:{Key.Hex}", "what is this?");

        Assert.Null(await cache.GetAsync(Key, CancellationToken.None).AsTask().Within());
        Assert.False(cache.IsResting);
    }

    [RedisFact]
    public async Task A_list_where_an_embedding_should_be_is_a_miss()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisEmbeddingCache cache = Connect(server, Patient);
        await using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(server.EndPoint);
        await redis.GetDatabase().ListLeftPushAsync($"inpaint:embedding:{Key.Hex}", "x");

        Assert.Null(await cache.GetAsync(Key, CancellationToken.None).AsTask().Within());
    }

    [RedisFact]
    public async Task Redis_that_was_never_there_is_a_miss_and_is_left_alone()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await server.KillAsync();
        await using RedisEmbeddingCache cache = Connect(server, Brief);

        await MissesAsync(cache, Brief.BreakerFailures);

        Assert.True(cache.IsResting);
        await MissesAsync(cache, 1000);
    }

    [RedisFact]
    public async Task Frozen_redis_is_a_miss_and_is_left_alone()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisEmbeddingCache cache = Connect(server, Brief with { RedisTimeout = TimeSpan.FromSeconds(2) });
        await SetUntilFoundAsync(cache);
        await server.FreezeAsync();
        try
        {
            await MissesAsync(cache, Brief.BreakerFailures);

            Assert.True(cache.IsResting);
        }
        finally
        {
            await server.ContinueAsync();
        }
    }

    [RedisFact]
    public async Task Redis_killed_and_started_again_is_used_again()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisEmbeddingCache cache = Connect(server, Patient);
        await SetUntilFoundAsync(cache);

        await server.KillAsync();
        await MissesAsync(cache, 20);
        await server.StartAgainAsync();

        await SetUntilFoundAsync(cache);
        Assert.False(cache.IsResting);
    }

    [RedisFact]
    public async Task Embeddings_are_the_same_with_redis_up_frozen_and_down()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisEmbeddingCache cache = Connect(server, Brief);
        var encoder = new CachedEncoder(cache);

        CachedEmbedding up = await encoder.GetAsync(Key, () => Embedding, CancellationToken.None).Within();
        await server.FreezeAsync();
        CachedEmbedding frozen = await encoder.GetAsync(Key, () => Embedding, CancellationToken.None).Within();
        await server.ContinueAsync();
        await server.KillAsync();
        CachedEmbedding down = await encoder.GetAsync(Key, () => Embedding, CancellationToken.None).Within();

        Assert.All([up, frozen, down], embedding => Assert.Equal(Embedding, embedding.Values));
    }

    private static RedisEmbeddingCache Connect(RedisServer server, EmbeddingCacheOptions options) =>
        new(server.EndPoint, options, TimeProvider.System, NullLogger<RedisEmbeddingCache>.Instance);

    private static async Task MissesAsync(RedisEmbeddingCache cache, int times)
    {
        for (int i = 0; i < times; i++)
            Assert.Null(await cache.GetAsync(Key, CancellationToken.None).AsTask().Within());
    }

    // The first calls may come before the connection stands, and are misses then.
    private static Task SetUntilFoundAsync(RedisEmbeddingCache cache) => TimeLimit.Until(
        async () =>
        {
            await cache.SetAsync(Key, Embedding, CancellationToken.None);
            return await cache.GetAsync(Key, CancellationToken.None) is not null;
        },
        "the cache finds what it set");
}
