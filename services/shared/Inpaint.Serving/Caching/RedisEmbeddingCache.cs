using StackExchange.Redis;

namespace Inpaint.Serving.Caching;

/// <summary>
/// Keeps embeddings in Redis, shared by all processes. Redis down, slow, frozen or answering garbage is a miss: after a few
/// failures it is left alone for a while, so that it costs no time either.
/// </summary>
public sealed partial class RedisEmbeddingCache : IEmbeddingCache, IAsyncDisposable
{
    private const string KeyPrefix = "inpaint:embedding:";
    private readonly EmbeddingCacheOptions _options;
    private readonly ILogger _logger;
    private readonly CircuitBreaker _breaker;
    private readonly Lazy<Task<ConnectionMultiplexer>> _connection;

    /// <summary>A cache that connects on first use.</summary>
    /// <param name="connectionString">StackExchange.Redis' form: <c>host:port,password=...</c></param>
    /// <param name="options">Times and limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where it is told that Redis went away and came back.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public RedisEmbeddingCache(string connectionString, EmbeddingCacheOptions options, TimeProvider time, ILogger<RedisEmbeddingCache> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _logger) = (options, logger);
        _breaker = new CircuitBreaker(options.BreakerFailures, options.BreakerPause, time);
        ConfigurationOptions configuration = Configure(connectionString, options);
        _connection = new Lazy<Task<ConnectionMultiplexer>>(() => ConnectionMultiplexer.ConnectAsync(configuration));
    }

    /// <inheritdoc/>
    public string Name => "redis";

    /// <summary>Whether Redis is being left alone.</summary>
    public bool IsResting => _breaker.IsOpen;

    /// <inheritdoc/>
    public async ValueTask<float[]?> GetAsync(EmbeddingKey key, CancellationToken cancellationToken)
    {
        RedisValue value = await GuardAsync(async redis => await redis.StringGetAsync(KeyPrefix + key.Hex), cancellationToken);
        if (value.IsNull)
            return null;
        float[]? embedding = EmbeddingRecord.TryRead((byte[])value!);
        if (embedding is null)
            Log.Garbage(_logger, key.Hex);
        return embedding;
    }

    /// <inheritdoc/>
    public async ValueTask SetAsync(EmbeddingKey key, float[] embedding, CancellationToken cancellationToken)
    {
        byte[] record = EmbeddingRecord.Write(embedding);
        await GuardAsync(async redis => (RedisValue)await redis.StringSetAsync(KeyPrefix + key.Hex, record, _options.TimeToLive), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_connection.IsValueCreated && _connection.Value.IsCompletedSuccessfully)
            await _connection.Value.Result.DisposeAsync();
    }

    private static ConfigurationOptions Configure(string connectionString, EmbeddingCacheOptions options)
    {
        ConfigurationOptions configuration = ConfigurationOptions.Parse(connectionString);
        int timeout = (int)options.RedisTimeout.TotalMilliseconds;
        configuration.AbortOnConnectFail = false;
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        configuration.AsyncTimeout = timeout;
        configuration.SyncTimeout = timeout;
        configuration.ConnectTimeout = 1000;
        configuration.ClientName = "inpaint";
        return configuration;
    }

    private async Task<RedisValue> GuardAsync(Func<IDatabase, Task<RedisValue>> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_breaker.TryEnter())
            return RedisValue.Null;
        try
        {
            // The client's own timeouts are looked at once a second only: this wait is what bounds the call.
            RedisValue value = await CallAsync(call).WaitAsync(_options.RedisTimeout, cancellationToken);
            if (_breaker.Succeeded())
                Log.CameBack(_logger);
            return value;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _breaker.Abandoned();
            throw;
        }
        // Broadly, for the client throws many kinds, a cancelled task among them, and every one of them is a miss.
        catch (Exception exception)
        {
            if (_breaker.Failed())
                Log.WentAway(_logger, _options.BreakerPause, exception);
            return RedisValue.Null;
        }
    }

    private async Task<RedisValue> CallAsync(Func<IDatabase, Task<RedisValue>> call) => await call((await _connection.Value).GetDatabase());

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Redis does not answer; it is left alone for {Pause} at a time, and embeddings are computed")]
        public static partial void WentAway(ILogger logger, TimeSpan pause, Exception exception);

        [LoggerMessage(2, LogLevel.Information, "Redis answers again")]
        public static partial void CameBack(ILogger logger);

        [LoggerMessage(3, LogLevel.Warning, "What Redis holds under {Key} is no embedding; it is computed and written anew")]
        public static partial void Garbage(ILogger logger, string key);
    }
}
