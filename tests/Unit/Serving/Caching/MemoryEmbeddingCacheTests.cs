using Inpaint.Serving.Caching;

namespace Inpaint.Tests.Unit.Serving.Caching;

public class MemoryEmbeddingCacheTests
{
    [Fact]
    public void What_is_set_is_found()
    {
        var cache = new MemoryEmbeddingCache(1 << 20);
        float[] embedding = [1, 2];

        cache.Set(Key(1), embedding);

        Assert.True(cache.TryGet(Key(1), out float[]? found));
        Assert.Same(embedding, found);
        Assert.False(cache.TryGet(Key(2), out _));
    }

    [Fact]
    public void Bytes_stay_bounded_and_the_least_used_goes_first()
    {
        const int Capacity = 100_000;
        var cache = new MemoryEmbeddingCache(Capacity);
        cache.Set(Key(0), new float[1000]);

        for (int i = 1; i < 100; i++)
        {
            cache.Set(Key(i), new float[1000]);
            Assert.True(cache.TryGet(Key(0), out _));
            Assert.InRange(cache.Bytes, 4000, Capacity);
        }

        Assert.False(cache.TryGet(Key(1), out _));
        Assert.True(cache.TryGet(Key(99), out _));
    }

    [Fact]
    public void A_scan_does_not_displace_what_is_in_use()
    {
        var cache = new MemoryEmbeddingCache(100_000);
        for (int i = 0; i < 10; i++)
        {
            cache.Set(Key(i), new float[1000]);
            Assert.True(cache.TryGet(Key(i), out _));
        }

        for (int i = 1000; i < 2000; i++)
            cache.Set(Key(i), new float[1000]);

        Assert.All(Enumerable.Range(0, 10), i => Assert.True(cache.TryGet(Key(i), out _)));
    }

    [Fact]
    public void What_was_in_use_makes_room_once_it_is_no_more()
    {
        var cache = new MemoryEmbeddingCache(100_000);
        for (int i = 0; i < 100; i++)
        {
            cache.Set(Key(i), new float[1000]);
            Assert.True(cache.TryGet(Key(i), out _));
            Assert.InRange(cache.Bytes, 4000, 100_000);
        }

        Assert.False(cache.TryGet(Key(0), out _));
        Assert.True(cache.TryGet(Key(98), out _));
    }

    [Fact]
    public void Setting_anew_replaces_and_does_not_count_twice()
    {
        var cache = new MemoryEmbeddingCache(1 << 20);
        cache.Set(Key(1), new float[1000]);
        long once = cache.Bytes;

        cache.Set(Key(1), new float[1000]);

        Assert.Equal((once, 1), (cache.Bytes, cache.Count));
    }

    [Fact]
    public void What_is_larger_than_the_cache_is_not_kept()
    {
        var cache = new MemoryEmbeddingCache(1000);

        cache.Set(Key(1), new float[1000]);

        Assert.False(cache.TryGet(Key(1), out _));
        Assert.Equal(0, cache.Bytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(192)]
    [InlineData(4096)]
    public void Memory_taken_is_no_more_than_is_counted(int width)
    {
        const int Embeddings = 4000;
        var cache = new MemoryEmbeddingCache(1L << 30);
        EmbeddingKey[] keys = [.. Enumerable.Range(0, Embeddings).Select(i => Key(i))];
        long before = GC.GetAllocatedBytesForCurrentThread();

        foreach (EmbeddingKey key in keys)
            cache.Set(key, new float[width]);

        // Dictionaries allocate about twice their last size while they grow.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, cache.Bytes + 120 * Embeddings);
        Assert.Equal(Embeddings, cache.Count);
    }

    [Fact]
    public void Looking_up_allocates_nothing()
    {
        var cache = new MemoryEmbeddingCache(64 << 20);
        EmbeddingKey[] keys = [.. Enumerable.Range(0, 100).Select(i => Key(i))];
        foreach (EmbeddingKey key in keys)
            cache.Set(key, new float[8]);
        long before = GC.GetAllocatedBytesForCurrentThread();

        int found = 0;
        for (int i = 0; i < 10_000; i++)
            found += cache.TryGet(keys[i % 100], out _) ? 1 : 0;

        Assert.Equal(10_000, found);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }

    [Fact]
    public async Task Many_threads_keep_the_bound()
    {
        const int Capacity = 4 << 20;
        var cache = new MemoryEmbeddingCache(Capacity);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            var random = new Random(thread);
            for (int i = 0; i < 50_000; i++)
            {
                int value = random.Next(20_000);
                if (cache.TryGet(Key(value), out float[]? found))
                    Assert.Equal(value, found[0]);
                else
                    cache.Set(Key(value), [value, .. new float[random.Next(200)]]);
            }
        })));

        Assert.InRange(cache.Bytes, Capacity / 2, Capacity);
    }

    private static EmbeddingKey Key(double value) => EmbeddingKey.ForParameters("test", "digest", "1", [value]);
}
