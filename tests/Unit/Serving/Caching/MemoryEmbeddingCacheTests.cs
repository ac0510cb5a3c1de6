using Inpaint.Serving.Caching;

namespace Inpaint.Tests.Unit.Serving.Caching;

public class MemoryEmbeddingCacheTests
{
    [Fact]
    public async Task What_is_set_is_found()
    {
        var cache = new MemoryEmbeddingCache(1 << 20);

        float[] embedding = [1, 2];
        await cache.SetAsync(Key(1), embedding, CancellationToken.None);

        Assert.Equal(embedding, (await cache.GetAsync(Key(1), CancellationToken.None))!);
        Assert.Null(await cache.GetAsync(Key(2), CancellationToken.None));
    }

    [Fact]
    public async Task Bytes_stay_bounded_and_the_least_used_goes_first()
    {
        const int Capacity = 100_000;
        var cache = new MemoryEmbeddingCache(Capacity);
        await cache.SetAsync(Key(0), new float[1000], CancellationToken.None);

        for (int i = 1; i < 100; i++)
        {
            await cache.SetAsync(Key(i), new float[1000], CancellationToken.None);
            Assert.NotNull(await cache.GetAsync(Key(0), CancellationToken.None));
            Assert.InRange(cache.Bytes, 4000, Capacity);
        }

        Assert.Null(await cache.GetAsync(Key(1), CancellationToken.None));
        Assert.NotNull(await cache.GetAsync(Key(99), CancellationToken.None));
    }

    [Fact]
    public async Task Setting_anew_replaces_and_does_not_count_twice()
    {
        var cache = new MemoryEmbeddingCache(1 << 20);
        await cache.SetAsync(Key(1), new float[1000], CancellationToken.None);
        long once = cache.Bytes;

        await cache.SetAsync(Key(1), new float[1000], CancellationToken.None);

        Assert.Equal(once, cache.Bytes);
    }

    [Fact]
    public async Task What_is_larger_than_the_cache_is_not_kept()
    {
        var cache = new MemoryEmbeddingCache(1000);

        await cache.SetAsync(Key(1), new float[1000], CancellationToken.None);

        Assert.Null(await cache.GetAsync(Key(1), CancellationToken.None));
        Assert.Equal(0, cache.Bytes);
    }

    private static EmbeddingKey Key(double value) => EmbeddingKey.ForParameters("test", "digest", [value]);
}
