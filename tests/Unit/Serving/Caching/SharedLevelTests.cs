using Inpaint.Serving.Caching;
using Inpaint.Tests.Unit.Serving.Support;

namespace Inpaint.Tests.Unit.Serving.Caching;

public class SharedLevelTests
{
    private static readonly EmbeddingKey Key = EmbeddingKey.ForText("test", "digest", "1", "a red bicycle");
    private static readonly EmbeddingKey Other = EmbeddingKey.ForText("test", "digest", "1", "a blue bicycle");
    private static readonly float[] Computed = [1, 2, 3];
    private static readonly float[] Kept = [1, 2, 4];
    private readonly ScriptedSharedCache _shared = new();
    private readonly CachedEncoder _encoder;
    private int _computed;

    public SharedLevelTests() => _encoder = Encoder(TimeSpan.FromMinutes(1));

    [Fact]
    public async Task What_is_found_there_is_not_computed_and_not_asked_for_again()
    {
        _shared.Answer = _ => new SharedLookup(SharedState.Found, Kept);

        CachedEmbedding first = await GetAsync(Key), second = await GetAsync(Key);

        Assert.Equal((true, true, 0, 1), (first.IsHit, second.IsHit, _computed, _shared.Claims.Count));
        Assert.All([first, second], embedding => Assert.Equal(Kept, embedding.Values));
    }

    [Fact]
    public async Task What_is_claimed_is_computed_and_kept_there()
    {
        Assert.False((await GetAsync(Key)).IsHit);

        await WaitUntilAsync(() => _shared.Kept.ContainsKey(Key));
        Assert.Equal(Computed, _shared.Kept[Key]);
        Assert.Empty(_shared.Released);
    }

    [Fact]
    public async Task A_batch_is_one_question_about_each_key_that_memory_does_not_have()
    {
        await GetAsync(Key);
        _shared.Claims.Clear();

        await _encoder.GetManyAsync(new[] { Other, Key, Other }, ComputeAsync, CancellationToken.None).DefaultTimeout();

        Assert.Equal([Other], Assert.Single(_shared.Claims));
    }

    [Fact]
    public async Task What_another_process_computes_is_waited_for()
    {
        int asked = 0;
        _shared.Answer = _ => Interlocked.Increment(ref asked) < 4 ? new SharedLookup(SharedState.ClaimedByAnother, null) : new SharedLookup(SharedState.Found, Kept);

        CachedEmbedding embedding = await GetAsync(Key);

        Assert.Equal((true, 0), (embedding.IsHit, _computed));
    }

    [Fact]
    public async Task What_another_process_never_finishes_is_computed_when_its_claim_has_ended()
    {
        _shared.Answer = _ => new SharedLookup(SharedState.ClaimedByAnother, null);

        CachedEmbedding embedding = await Encoder(TimeSpan.FromMilliseconds(100)).GetAsync(Key, Compute, CancellationToken.None).DefaultTimeout();

        Assert.Equal(Computed, embedding.Values);
        Assert.Equal(1, _computed);
    }

    [Fact]
    public async Task What_another_process_gave_up_is_claimed_and_computed()
    {
        int asked = 0;
        _shared.Answer = _ => new SharedLookup(Interlocked.Increment(ref asked) < 3 ? SharedState.ClaimedByAnother : SharedState.Claimed, null);

        Assert.Equal(Computed, (await GetAsync(Key)).Values);
        Assert.Equal((1, 3), (_computed, _shared.Claims.Count));
    }

    [Fact]
    public async Task One_missed_answer_does_not_end_the_wait_for_another_process()
    {
        int asked = 0;
        _shared.Answer = _ => Interlocked.Increment(ref asked) switch
        {
            1 => new SharedLookup(SharedState.ClaimedByAnother, null),
            2 => new SharedLookup(SharedState.Unanswered, null),
            _ => new SharedLookup(SharedState.Found, Kept),
        };

        Assert.Equal(Kept, (await GetAsync(Key)).Values);
    }

    [Fact]
    public async Task A_cache_that_went_away_ends_the_wait_for_another_process()
    {
        int asked = 0;
        _shared.Answer = _ => Interlocked.Increment(ref asked) == 1 ? new SharedLookup(SharedState.ClaimedByAnother, null) : default;

        Assert.Equal(Computed, (await GetAsync(Key)).Values);
        Assert.Equal(2, _shared.Claims.Count);
    }

    [Fact]
    public async Task Own_keys_are_computed_before_another_process_is_waited_for()
    {
        using var own = new ManualResetEventSlim();
        _shared.Answer = key => key == Key
            ? new SharedLookup(SharedState.Claimed, null)
            : own.IsSet ? new SharedLookup(SharedState.Found, Kept) : new SharedLookup(SharedState.ClaimedByAnother, null);

        CachedEmbedding[] embeddings = await _encoder.GetManyAsync(
            new[] { Other, Key },
            (indices, _) =>
            {
                Assert.Equal([1], indices);
                own.Set();
                return Task.FromResult<float[][]>([Computed]);
            },
            CancellationToken.None).DefaultTimeout();

        Assert.Equal([Kept, Computed], embeddings.Select(embedding => embedding.Values));
    }

    [Fact]
    public async Task A_failed_computation_gives_its_claim_back()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => _encoder.GetAsync(Key, () => throw new InvalidOperationException(), CancellationToken.None).DefaultTimeout());

        Assert.Equal([Key], _shared.Released);
        Assert.Empty(_shared.Kept);
    }

    [Theory]
    [InlineData(SharedState.Unavailable)]
    [InlineData(SharedState.Unanswered)]
    public async Task A_cache_that_does_not_answer_is_not_waited_for(SharedState state)
    {
        _shared.Answer = _ => new SharedLookup(state, null);

        Assert.Equal(Computed, (await GetAsync(Key)).Values);
        Assert.Single(_shared.Claims);
    }

    private CachedEncoder Encoder(TimeSpan claimTime) =>
        new(new MemoryEmbeddingCache(1 << 20), _shared, new EmbeddingCacheOptions { ClaimTime = claimTime }, TimeProvider.System);

    private Task<CachedEmbedding> GetAsync(EmbeddingKey key) => _encoder.GetAsync(key, Compute, CancellationToken.None).DefaultTimeout();

    private Task<float[][]> ComputeAsync(IReadOnlyList<int> indices, CancellationToken cancellationToken) =>
        Task.FromResult<float[][]>([.. indices.Select(_ => Compute())]);

    private float[] Compute()
    {
        Interlocked.Increment(ref _computed);
        return Computed;
    }

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
            await Task.Delay(5, limit.Token);
    }
}
