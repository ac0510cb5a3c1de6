using Inpaint.Serving.Caching;
using Inpaint.Tests.Unit.Serving.Support;

namespace Inpaint.Tests.Unit.Serving.Caching;

public class CachedEncoderTests
{
    private static readonly EmbeddingKey Key = EmbeddingKey.ForParameters("test", "digest", [1]);
    private static readonly float[] Computed = [1, 2, 3];
    private readonly CachedEncoder _encoder = new(new MemoryEmbeddingCache(1 << 20));
    private int _computed;

    [Fact]
    public async Task Second_time_is_a_hit_and_is_not_computed()
    {
        CachedEmbedding first = await _encoder.GetAsync(Key, Compute, CancellationToken.None);
        CachedEmbedding second = await _encoder.GetAsync(Key, Compute, CancellationToken.None);

        Assert.Equal((false, true, 1), (first.IsHit, second.IsHit, _computed));
        Assert.Equal(first.Values, second.Values);
    }

    [Fact]
    public async Task A_stampede_is_computed_once()
    {
        using var go = new ManualResetEventSlim();
        Task<CachedEmbedding>[] all = [.. Enumerable.Range(0, 200).Select(_ => _encoder.GetAsync(Key, () => WaitAndCompute(go), CancellationToken.None))];

        go.Set();

        Assert.All(await Task.WhenAll(all).DefaultTimeout(), embedding => Assert.Equal(Computed, embedding.Values));
        Assert.Equal(1, _computed);
    }

    [Fact]
    public async Task Cancelling_one_who_waits_leaves_the_others()
    {
        using var go = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        Task<CachedEmbedding> first = _encoder.GetAsync(Key, () => WaitAndCompute(go), cancellation.Token);
        Task<CachedEmbedding> second = _encoder.GetAsync(Key, Compute, CancellationToken.None);

        await cancellation.CancelAsync();
        go.Set();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.DefaultTimeout());
        Assert.Equal(Computed, (await second.DefaultTimeout()).Values);
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _encoder.GetAsync(Key, () => throw new InvalidOperationException(), CancellationToken.None));

        Assert.False((await _encoder.GetAsync(Key, Compute, CancellationToken.None)).IsHit);
    }

    private float[] WaitAndCompute(ManualResetEventSlim go)
    {
        Assert.True(go.Wait(TimeSpan.FromSeconds(30)));
        return Compute();
    }

    private float[] Compute()
    {
        Interlocked.Increment(ref _computed);
        return Computed;
    }
}
