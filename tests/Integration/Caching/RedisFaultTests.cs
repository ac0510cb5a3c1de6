using Inpaint.Serving.Caching;
using Inpaint.Tests.Integration.Support;

namespace Inpaint.Tests.Integration.Caching;

public class RedisFaultTests
{
    private static readonly EmbeddingKey Key = CacheUnderTest.KeyOf("a red bicycle");
    private static readonly float[] Embedding = [1.5f, -2, 0];

    [RedisFact]
    public async Task Redis_that_was_never_there_is_a_miss_at_once()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await server.KillAsync();
        await using RedisEmbeddingCache cache = CacheUnderTest.Connect(server.EndPoint);

        // Were any of them to wait for the connection or the ten seconds, all of them would exceed the tests' limit.
        await MissesAsync(cache, 1000);
        Assert.True(cache.IsResting);

        await server.StartAgainAsync();
        await KeepUntilFoundAsync(cache);
    }

    [RedisFact]
    public async Task Frozen_redis_is_left_alone_until_it_answers_a_probe()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        EmbeddingCacheOptions options = CacheUnderTest.Patient with { RedisTimeout = TimeSpan.FromMilliseconds(500) };
        await using RedisEmbeddingCache cache = CacheUnderTest.Connect(server.EndPoint, options);
        await KeepUntilFoundAsync(cache);
        await server.FreezeAsync();
        try
        {
            // On a busy machine some time-outs are the process's own fault and do not count.
            for (int i = 0; i < 40 && !cache.IsResting; i++)
                await MissesAsync(cache, 1);
            Assert.True(cache.IsResting);
            // Half a second each would be far more than the tests' limit.
            await MissesAsync(cache, 1000);
        }
        finally
        {
            await server.ContinueAsync();
        }

        await KeepUntilFoundAsync(cache);
        Assert.False(cache.IsResting);
    }

    [RedisFact]
    public async Task Redis_killed_and_started_again_is_used_again()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisEmbeddingCache cache = CacheUnderTest.Connect(server.EndPoint);
        await KeepUntilFoundAsync(cache);

        await server.KillAsync();
        await MissesAsync(cache, 20);
        await server.StartAgainAsync();

        await KeepUntilFoundAsync(cache);
        Assert.False(cache.IsResting);
    }

    [RedisFact]
    public async Task Embeddings_are_the_same_with_redis_up_frozen_and_down()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisEmbeddingCache cache = CacheUnderTest.Connect(server.EndPoint, CacheUnderTest.Brief);
        // Without memory worth the name, so that every call asks Redis.
        var encoder = new CachedEncoder(new MemoryEmbeddingCache(0), cache, CacheUnderTest.Brief, TimeProvider.System);

        CachedEmbedding up = await encoder.GetAsync(Key, () => Embedding, CancellationToken.None).Within();
        await server.FreezeAsync();
        CachedEmbedding frozen = await encoder.GetAsync(Key, () => Embedding, CancellationToken.None).Within();
        await server.ContinueAsync();
        await server.KillAsync();
        CachedEmbedding down = await encoder.GetAsync(Key, () => Embedding, CancellationToken.None).Within();

        Assert.All([up, frozen, down], embedding => Assert.Equal(Embedding, embedding.Values));
    }

    [RedisFact]
    public async Task A_server_that_speaks_something_else_is_a_miss()
    {
        using var liar = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        liar.Start();
        using var ended = new CancellationTokenSource();
        Task lying = LieAsync(liar, ended.Token);
        await using (RedisEmbeddingCache cache = CacheUnderTest.Connect($"127.0.0.1:{((System.Net.IPEndPoint)liar.LocalEndpoint).Port}"))
            await MissesAsync(cache, 200);

        await ended.CancelAsync();
        await lying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task LieAsync(System.Net.Sockets.TcpListener listener, CancellationToken cancellationToken)
    {
        while (true)
        {
            using System.Net.Sockets.TcpClient client = await listener.AcceptTcpClientAsync(cancellationToken);
            await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), cancellationToken);
        }
    }

    private static async Task MissesAsync(RedisEmbeddingCache cache, int times)
    {
        for (int i = 0; i < times; i++)
            Assert.Null((await cache.ClaimAsync([Key], 0, CacheUnderTest.Alone).Within())[0].Values);
    }

    private static Task KeepUntilFoundAsync(RedisEmbeddingCache cache) => TimeLimit.Until(
        async () =>
        {
            cache.Keep([Key], [Embedding]);
            return (await cache.ClaimAsync([Key], 0, CacheUnderTest.Alone).Within())[0].State == SharedState.Found;
        },
        "the cache finds what it kept");
}
