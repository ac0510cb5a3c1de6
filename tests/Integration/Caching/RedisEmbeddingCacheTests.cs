using Inpaint.Serving.Caching;
using Inpaint.Tests.Integration.Support;
using StackExchange.Redis;

namespace Inpaint.Tests.Integration.Caching;

public class RedisEmbeddingCacheTests
{
    private static readonly EmbeddingKey Key = CacheUnderTest.KeyOf("a red bicycle");
    private static readonly float[] Embedding = [1.5f, -2, 0];

    [RedisFact]
    public async Task What_one_process_keeps_another_finds()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisEmbeddingCache one = CacheUnderTest.Connect(server.EndPoint), other = CacheUnderTest.Connect(server.EndPoint);

        await KeepUntilFoundAsync(one);
        await TimeLimit.Until(() => Task.FromResult(!other.IsResting), "the other is connected");

        Assert.Equal(Embedding, (await ClaimAsync(other)).Values!);
    }

    [RedisFact]
    public async Task What_is_missing_is_claimed_by_one_process_and_given_back()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisEmbeddingCache one = CacheUnderTest.Connect(server.EndPoint), other = CacheUnderTest.Connect(server.EndPoint);
        await TimeLimit.Until(async () => (await ClaimAsync(one)).State == SharedState.Claimed, "one has the claim");
        await TimeLimit.Until(async () => (await ClaimAsync(other)).State == SharedState.ClaimedByAnother, "the other sees it");

        // Who does not hold a claim cannot give it back.
        other.Release([Key]);
        Assert.Equal(SharedState.ClaimedByAnother, (await ClaimAsync(other)).State);
        Assert.Equal(SharedState.Claimed, (await ClaimAsync(one)).State);
        one.Release([Key]);

        await TimeLimit.Until(async () => (await ClaimAsync(other)).State == SharedState.Claimed, "the other has the claim");
    }

    [RedisFact]
    public async Task A_claim_and_an_embedding_end_by_themselves()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisEmbeddingCache cache = CacheUnderTest.Connect(server.EndPoint);
        await using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(server.EndPoint);

        await TimeLimit.Until(async () => (await ClaimAsync(cache)).State == SharedState.Claimed, "the key is claimed");
        TimeSpan? claimed = await redis.GetDatabase().KeyTimeToLiveAsync(CacheUnderTest.NameOf(Key));
        await KeepUntilFoundAsync(cache);
        TimeSpan? kept = await redis.GetDatabase().KeyTimeToLiveAsync(CacheUnderTest.NameOf(Key));

        Assert.InRange(claimed!.Value, TimeSpan.Zero, CacheUnderTest.Patient.ClaimTime);
        Assert.InRange(kept!.Value, TimeSpan.FromHours(1), CacheUnderTest.Patient.TimeToLive);
    }

    [RedisFact]
    public async Task Garbage_another_type_and_another_width_are_missing_and_replaced()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisEmbeddingCache cache = CacheUnderTest.Connect(server.EndPoint);
        await using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(server.EndPoint);
        IDatabase database = redis.GetDatabase();
        await KeepUntilFoundAsync(cache);
        Func<Task>[] spoil =
        [
            () => database.StringSetAsync(CacheUnderTest.NameOf(Key), "what is this?"),
            () => database.StringSetAsync(CacheUnderTest.NameOf(Key), ""),
            () => database.KeyDeleteAsync(CacheUnderTest.NameOf(Key)).ContinueWith(_ => database.ListLeftPushAsync(CacheUnderTest.NameOf(Key), "x")).Unwrap(),
        ];

        foreach (Func<Task> each in spoil)
        {
            await each().Within();
            Assert.Equal(SharedState.Claimed, (await ClaimAsync(cache)).State);
            Assert.False(cache.IsResting);
            await KeepUntilFoundAsync(cache);
        }
        Assert.Equal(SharedState.Claimed, (await cache.ClaimAsync([Key], 4, CacheUnderTest.Alone).Within())[0].State);
    }

    [RedisFact]
    public async Task A_batch_is_answered_key_by_key()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisEmbeddingCache cache = CacheUnderTest.Connect(server.EndPoint);
        await KeepUntilFoundAsync(cache);
        EmbeddingKey[] keys = [.. Enumerable.Range(0, 256).Select(i => CacheUnderTest.KeyOf($"{i}"))];
        // As large as embeddings of all tokens are.
        float[][] embeddings = [.. Enumerable.Range(0, 256).Select(i => Enumerable.Range(0, 32 * 128).Select(j => i + j / 4096f).ToArray())];

        cache.Keep(keys[..128], embeddings[..128]);
        await TimeLimit.Until(async () => (await cache.ClaimAsync([keys[127]], 0, CacheUnderTest.Alone))[0].State == SharedState.Found, "the batch is kept");
        SharedLookup[] lookups = await cache.ClaimAsync(keys, 0, CacheUnderTest.Alone).Within();

        Assert.Equal(embeddings[..128], lookups[..128].Select(lookup => lookup.Values));
        Assert.All(lookups[128..], lookup => Assert.Equal(SharedState.Claimed, lookup.State));
    }

    [RedisFact]
    public async Task Redis_that_may_only_be_read_or_is_full_still_gives_what_it_has()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisEmbeddingCache writer = CacheUnderTest.Connect(server.EndPoint);
        await KeepUntilFoundAsync(writer);
        await server.CommandAsync("ACL SETUSER reader on nopass ~* +@read +@connection +info +config|get +cluster|nodes");
        await using RedisEmbeddingCache reader = CacheUnderTest.Connect($"{server.EndPoint},user=reader,password=x");

        await TimeLimit.Until(async () => (await ClaimAsync(reader)).State == SharedState.Found, "the reader finds it");
        Assert.Equal(default, (await reader.ClaimAsync([CacheUnderTest.KeyOf("missing")], 0, CacheUnderTest.Alone).Within())[0]);

        await server.CommandAsync("CONFIG SET maxmemory 1");
        Assert.Equal(Embedding, (await ClaimAsync(writer)).Values!);
        Assert.Equal(default, (await writer.ClaimAsync([CacheUnderTest.KeyOf("missing")], 0, CacheUnderTest.Alone).Within())[0]);
    }

    private static async Task<SharedLookup> ClaimAsync(RedisEmbeddingCache cache) => (await cache.ClaimAsync([Key], 0, CacheUnderTest.Alone).Within())[0];

    // Kept once: a second writing could still be under way when the test goes on. The first calls may come before the
    // connection stands, and tell nothing then.
    private static async Task KeepUntilFoundAsync(RedisEmbeddingCache cache)
    {
        await TimeLimit.Until(async () => (await ClaimAsync(cache)).State is not (SharedState.Unavailable or SharedState.Unanswered), "the cache answers");
        cache.Keep([Key], [Embedding]);
        await TimeLimit.Until(async () => (await ClaimAsync(cache)).State == SharedState.Found, "the cache finds what it kept");
    }
}
