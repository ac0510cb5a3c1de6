using System.Collections.Concurrent;
using Inpaint.Serving.Caching;
using Inpaint.Tests.Unit.Serving.Support;

namespace Inpaint.Tests.Unit.Serving.Caching;

public class CachedEncoderTests
{
    private static readonly EmbeddingKey Key = KeyOf(1);
    private static readonly float[] Computed = [1, 2, 3];
    private readonly CachedEncoder _encoder = new(new MemoryEmbeddingCache(1 << 20), null, new EmbeddingCacheOptions(), TimeProvider.System);
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
        Task<CachedEmbedding>[] all = [.. Enumerable.Range(0, 1000).Select(_ => _encoder.GetAsync(Key, () => WaitAndCompute(go), CancellationToken.None))];

        go.Set();

        Assert.All(await Task.WhenAll(all).DefaultTimeout(), embedding => Assert.Equal(Computed, embedding.Values));
        Assert.Equal(1, _computed);
    }

    [Fact]
    public async Task Only_what_is_missing_is_computed_and_as_one_batch()
    {
        await _encoder.GetManyAsync(new[] { KeyOf(1), KeyOf(3) }, One, CancellationToken.None).DefaultTimeout();
        var batches = new ConcurrentQueue<IReadOnlyList<int>>();

        CachedEmbedding[] embeddings = await _encoder.GetManyAsync(
            new[] { KeyOf(0), KeyOf(1), KeyOf(2), KeyOf(0), KeyOf(3), KeyOf(2) },
            (indices, _) =>
            {
                batches.Enqueue(indices);
                return Task.FromResult<float[][]>([.. indices.Select(i => new float[] { i })]);
            },
            CancellationToken.None).DefaultTimeout();

        Assert.Equal([0, 2], Assert.Single(batches));
        Assert.Equal([0, 1, 2, 0, 1, 2], embeddings.Select((embedding, i) => i is 1 or 4 ? embedding.Values.Length : embedding.Values[0]));
        Assert.Equal([false, true, false, false, true, false], embeddings.Select(embedding => embedding.IsHit));

        static Task<float[][]> One(IReadOnlyList<int> indices, CancellationToken cancellationToken) =>
            Task.FromResult<float[][]>([.. indices.Select(_ => new float[1])]);
    }

    [Fact]
    public async Task Overlapping_batches_compute_each_key_once()
    {
        var computed = new ConcurrentQueue<int>();
        Task<CachedEmbedding[]>[] batches = [.. Enumerable.Range(0, 200).Select(start => Task.Run(() => GetAsync(start)))];

        CachedEmbedding[][] embeddings = await Task.WhenAll(batches).DefaultTimeout();

        Assert.Equal(Enumerable.Range(0, 209), computed.Order());
        Assert.All(embeddings.Index(), batch => Assert.Equal(Enumerable.Range(batch.Index, 10).Select(i => (float)i), batch.Item.Select(embedding => embedding.Values[0])));

        Task<CachedEmbedding[]> GetAsync(int start) => _encoder.GetManyAsync(
            Enumerable.Range(start, 10).Select(i => KeyOf(i)).ToArray(),
            async (indices, _) =>
            {
                await Task.Yield();
                foreach (int index in indices)
                    computed.Enqueue(start + index);
                return [.. indices.Select(i => new float[] { start + i })];
            },
            CancellationToken.None);
    }

    [Fact]
    public async Task Cancelling_one_who_waits_leaves_the_others()
    {
        using var go = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        Task<CachedEmbedding> first = _encoder.GetAsync(Key, () => WaitAndCompute(go), cancellation.Token);
        Task<CachedEmbedding> second = _encoder.GetAsync(Key, Compute, CancellationToken.None);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.DefaultTimeout());
        go.Set();

        Assert.Equal(Computed, (await second.DefaultTimeout()).Values);
        Assert.Equal(1, _computed);
    }

    [Fact]
    public async Task Computation_is_cancelled_when_the_last_one_has_gone_and_who_comes_after_computes_anew()
    {
        var started = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        using CancellationTokenSource one = new(), other = new();
        Task[] all = [GetAsync(one.Token), GetAsync(other.Token)];
        await started.Task.DefaultTimeout();

        await one.CancelAsync();
        Assert.False(ended.Task.IsCompleted);
        await other.CancelAsync();

        await ended.Task.DefaultTimeout();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(all).DefaultTimeout());
        Assert.Equal(Computed, (await _encoder.GetAsync(Key, Compute, CancellationToken.None).DefaultTimeout()).Values);

        Task GetAsync(CancellationToken cancellationToken) => _encoder.GetManyAsync(
            new[] { Key },
            async (_, abandoned) =>
            {
                started.SetResult();
                await Task.Delay(Timeout.Infinite, abandoned).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                ended.SetResult();
                abandoned.ThrowIfCancellationRequested();
                return [];
            },
            cancellationToken);
    }

    [Fact]
    public async Task Who_waited_for_a_computation_that_was_given_up_computes_itself()
    {
        using var go = new ManualResetEventSlim();
        Task<CachedEmbedding> first = _encoder.GetAsync(Key, () => WaitAndGiveUp(go), CancellationToken.None);
        Task<CachedEmbedding> second = _encoder.GetAsync(Key, Compute, CancellationToken.None);

        go.Set();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.DefaultTimeout());
        Assert.Equal(Computed, (await second.DefaultTimeout()).Values);

        static float[] WaitAndGiveUp(ManualResetEventSlim go)
        {
            Assert.True(go.Wait(TimeSpan.FromSeconds(30)));
            throw new OperationCanceledException();
        }
    }

    [Fact]
    public async Task A_failure_reaches_all_who_wait_and_is_not_kept()
    {
        using var go = new ManualResetEventSlim();
        Task<CachedEmbedding>[] all = [.. Enumerable.Range(0, 10).Select(_ => _encoder.GetAsync(Key, () => WaitAndFail(go), CancellationToken.None))];

        go.Set();

        foreach (Task<CachedEmbedding> each in all)
            await Assert.ThrowsAsync<InvalidOperationException>(() => each.DefaultTimeout());
        Assert.False((await _encoder.GetAsync(Key, Compute, CancellationToken.None)).IsHit);

        static float[] WaitAndFail(ManualResetEventSlim go)
        {
            Assert.True(go.Wait(TimeSpan.FromSeconds(30)));
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public Task A_computation_that_leaves_embeddings_out_fails() => Assert.ThrowsAsync<InvalidOperationException>(
        () => _encoder.GetManyAsync(new[] { KeyOf(1), KeyOf(2) }, (_, _) => Task.FromResult<float[][]>([Computed]), CancellationToken.None).DefaultTimeout());

    [Fact]
    public async Task A_cache_that_is_off_computes_every_time()
    {
        var off = new CachedEncoder(null, null, new EmbeddingCacheOptions(), TimeProvider.System);

        CachedEmbedding first = await off.GetAsync(Key, Compute, CancellationToken.None), second = await off.GetAsync(Key, Compute, CancellationToken.None);

        Assert.Equal((false, false, 2), (first.IsHit, second.IsHit, _computed));
    }

    [Fact]
    public async Task Hits_cost_the_answer_s_array_and_no_task_an_embedding()
    {
        EmbeddingKey[] keys = [.. Enumerable.Range(0, 256).Select(i => KeyOf(i))];
        ComputeEmbeddings compute = (indices, _) => Task.FromResult<float[][]>([.. indices.Select(_ => Computed)]);
        await _encoder.GetManyAsync(keys, compute, CancellationToken.None).DefaultTimeout();
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < 100; i++)
            Assert.True(_encoder.GetManyAsync(keys, compute, CancellationToken.None).IsCompletedSuccessfully);

        // An answer is 16 bytes.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, 256 * 16 + 400);
    }

    private static EmbeddingKey KeyOf(double value) => EmbeddingKey.ForParameters("test", "digest", "1", [value]);

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
