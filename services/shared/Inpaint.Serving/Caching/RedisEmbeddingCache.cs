using StackExchange.Redis;

namespace Inpaint.Serving.Caching;

/// <summary>
/// Keeps embeddings in Redis, shared by all processes. Redis down, slow, frozen or answering garbage is a miss: after a few
/// failures it is left alone, so that it costs no time either. Needs Redis 7.0 for claims; an older one, or one that may only
/// be read, still gives what it has.
/// </summary>
/// <remarks>
/// <c>inpaint:embedding:HEX</c> holds an embedding with a header and a checksum, or for the time of its computation the claim of
/// the process that computes it. Look-up and claim are one command, <c>SET key claim NX GET PX time</c>, so that a miss takes
/// one round trip and every key stands for itself: batches are pipelined, and in a cluster each command goes to its key's node.
/// </remarks>
public sealed partial class RedisEmbeddingCache : ISharedEmbeddingCache, IAsyncDisposable
{
    private const string KeyPrefix = "inpaint:embedding:";
    private const string ReleaseScript = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) else return 0 end";
    private static readonly TimeSpan GarbageLogPause = TimeSpan.FromSeconds(10);
    private readonly EmbeddingCacheOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly RedisLink _link;
    private readonly RedisWriter _writer;
    private readonly byte[] _claim = RedisAnswers.NewClaim();
    private long _garbageLogged;

    /// <summary>A cache that begins to connect.</summary>
    /// <param name="connectionString">StackExchange.Redis' form: <c>host:port,host:port,password=...,ssl=true</c></param>
    /// <param name="options">Times and limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where it is told that Redis went away and came back.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    /// <exception cref="InvalidOperationException">A certificate cannot be read.</exception>
    public RedisEmbeddingCache(string connectionString, EmbeddingCacheOptions options, TimeProvider time, ILogger<RedisEmbeddingCache> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        (_options, _time, _logger) = (options, time, logger);
        _link = new RedisLink(connectionString, options, time, logger);
        _writer = new RedisWriter(_link, options.TimeToLive);
    }

    /// <summary>Whether Redis is being left alone because it does not answer, or is not connected.</summary>
    public bool IsResting => _link.IsResting;

    /// <inheritdoc/>
    public async Task<SharedLookup[]> ClaimAsync(IReadOnlyList<EmbeddingKey> keys, int width, Func<int> callers)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(callers);
        var lookups = new SharedLookup[keys.Count];
        var answers = new RedisAnswers(width, _claim);
        if (_link.TryOpen() is not { } redis)
        {
            answers.Unavailable(keys.Count);
            answers.Report();
            return lookups;
        }
        var calls = new Task<RedisValue>[keys.Count];
        for (int i = 0; i < calls.Length; i++)
            calls[i] = RedisLink.Call(redis, RedisKeyOf(keys[i]), (database, key) => database.StringSetAndGetAsync(key, _claim, _options.ClaimTime, keepTtl: false, When.NotExists));
        await _link.WaitAsync(calls, callers);
        List<int>? refused = null;
        for (int i = 0; i < calls.Length; i++)
        {
            if (RedisAnswers.IsRefused(calls[i]))
                (refused ??= []).Add(i);
            else
                lookups[i] = answers.Read(keys[i], calls[i]);
        }
        if (refused is not null)
            await ReadOnlyAsync(redis, keys, refused, lookups, answers, callers);
        answers.Report();
        LogGarbage(keys, answers.Corrupt);
        return lookups;
    }

    /// <inheritdoc/>
    public void Keep(IReadOnlyList<EmbeddingKey> keys, IReadOnlyList<float[]> embeddings)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(embeddings);
        _writer.Write(keys, embeddings);
    }

    /// <inheritdoc/>
    public void Release(IReadOnlyList<EmbeddingKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count == 0 || _link.TryOpen() is not { } redis)
            return;
        foreach (EmbeddingKey key in keys)
            RedisLink.Observe(RedisLink.Call(redis, RedisKeyOf(key), (database, name) => database.ScriptEvaluateAsync(ReleaseScript, [name], [_claim])));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _link.DisposeAsync();

    /// <summary>The name of an embedding in Redis.</summary>
    internal static RedisKey RedisKeyOf(EmbeddingKey key) => KeyPrefix + key.Hex;

    // What cannot be claimed may still be read: a Redis that is full and evicts nothing, one before 7.0, a replica, a user
    // without the right to write.
    private async Task ReadOnlyAsync(IDatabase redis, IReadOnlyList<EmbeddingKey> keys, List<int> refused, SharedLookup[] lookups, RedisAnswers answers, Func<int> callers)
    {
        Task<RedisValue>[] calls = [.. refused.Select(i => RedisLink.Call(redis, RedisKeyOf(keys[i]), (database, key) => database.StringGetAsync(key)))];
        await _link.WaitAsync(calls, callers);
        for (int i = 0; i < calls.Length; i++)
        {
            SharedLookup lookup = answers.Read(keys[refused[i]], calls[i]);
            // What is missing has not been claimed.
            lookups[refused[i]] = lookup.State == SharedState.Claimed ? default : lookup;
        }
    }

    // A Redis full of garbage is told once in a while, not once a key.
    private void LogGarbage(IReadOnlyList<EmbeddingKey> keys, int corrupt)
    {
        if (corrupt == 0)
            return;
        long last = Interlocked.Read(ref _garbageLogged), now = _time.GetTimestamp();
        if ((last == 0 || _time.GetElapsedTime(last, now) > GarbageLogPause) && Interlocked.CompareExchange(ref _garbageLogged, now, last) == last)
            Log.Garbage(_logger, corrupt, keys.Count, GarbageLogPause);
    }

    private static partial class Log
    {
        [LoggerMessage(3, LogLevel.Warning, "What Redis holds under {Corrupt} of {Keys} keys is no embedding; those are computed and written anew. This is told every {Pause} at most")]
        public static partial void Garbage(ILogger logger, int corrupt, int keys, TimeSpan pause);
    }
}
