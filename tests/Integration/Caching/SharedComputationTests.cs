using System.Collections.Concurrent;
using Inpaint.Serving.Caching;
using Inpaint.Tests.Integration.Support;

namespace Inpaint.Tests.Integration.Caching;

public class SharedComputationTests
{
    [RedisFact]
    public async Task A_stampede_on_two_encoders_is_computed_once()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisEmbeddingCache one = await ConnectedAsync(server.EndPoint), other = await ConnectedAsync(server.EndPoint);
        CachedEncoder[] encoders = [CacheUnderTest.Encoder(one), CacheUnderTest.Encoder(other)];
        int computed = 0;

        CachedEmbedding[] embeddings = await Task.WhenAll(Enumerable.Range(0, 2000).Select(i => Task.Run(
            () => encoders[i % 2].GetAsync(CacheUnderTest.KeyOf("one new text"), Compute, CancellationToken.None)))).Within();

        Assert.Equal(1, computed);
        Assert.All(embeddings, embedding => Assert.Equal([1, 2, 3], embedding.Values));

        float[] Compute()
        {
            Interlocked.Increment(ref computed);
            Thread.Sleep(100);
            return [1, 2, 3];
        }
    }

    [RedisFact]
    public async Task Overlapping_batches_on_two_encoders_compute_each_key_once()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisEmbeddingCache one = await ConnectedAsync(server.EndPoint), other = await ConnectedAsync(server.EndPoint);
        CachedEncoder[] encoders = [CacheUnderTest.Encoder(one), CacheUnderTest.Encoder(other)];
        var computed = new ConcurrentQueue<int>();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(start => Task.Run(() => encoders[start % 2].GetManyAsync(
            Enumerable.Range(start, 20).Select(i => CacheUnderTest.KeyOf($"{i}")).ToArray(),
            async (indices, cancellationToken) =>
            {
                foreach (int index in indices)
                    computed.Enqueue(start + index);
                await Task.Delay(20, cancellationToken);
                return [.. indices.Select(i => new float[] { start + i })];
            },
            CancellationToken.None)))).Within();

        Assert.Equal(Enumerable.Range(0, 119), computed.Order());
    }

    [RedisFact]
    public async Task Claim_of_a_process_that_died_ends_and_the_other_computes()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        EmbeddingCacheOptions options = CacheUnderTest.Patient with { ClaimTime = TimeSpan.FromMilliseconds(300) };
        await using RedisEmbeddingCache one = CacheUnderTest.Connect(server.EndPoint, options), other = CacheUnderTest.Connect(server.EndPoint, options);
        EmbeddingKey key = CacheUnderTest.KeyOf("one new text");
        await TimeLimit.Until(async () => (await one.ClaimAsync([key], 0, CacheUnderTest.Alone))[0].State == SharedState.Claimed, "one has the claim");
        await TimeLimit.Until(() => Task.FromResult(!other.IsResting), "the other is connected");

        CachedEmbedding embedding = await CacheUnderTest.Encoder(other, options).GetAsync(key, () => [1, 2, 3], CancellationToken.None).Within();

        Assert.Equal([1, 2, 3], embedding.Values);
    }

    private static async Task<RedisEmbeddingCache> ConnectedAsync(string connection)
    {
        RedisEmbeddingCache cache = CacheUnderTest.Connect(connection);
        await TimeLimit.Until(() => Task.FromResult(!cache.IsResting), "the cache is connected");
        return cache;
    }
}
