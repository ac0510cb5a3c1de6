using System.Diagnostics;
using StackExchange.Redis;

namespace Inpaint.Serving.Caching;

/// <summary>
/// The connection to Redis, and the limit on what it may cost: it is made in the background, calls are waited for a few
/// milliseconds, and a Redis that does not answer is left alone until it answers a probe that no caller waits for.
/// </summary>
internal sealed partial class RedisLink : IAsyncDisposable
{
    private static readonly TimeSpan ReconnectPause = TimeSpan.FromSeconds(1);
    // What a further key of a batch may take: a value of some 10 KB has to be sent and checked.
    private static readonly TimeSpan KeyAllowance = TimeSpan.FromMilliseconds(.25);
    private const int LongestLimit = 8;
    private readonly EmbeddingCacheOptions _options;
    private readonly ILogger _logger;
    private readonly CircuitBreaker _breaker;
    private readonly CancellationTokenSource _disposed = new();
    private readonly Task _connecting;
    private volatile ConnectionMultiplexer? _connection;

    /// <summary>Begins to connect.</summary>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    /// <exception cref="InvalidOperationException">A certificate cannot be read.</exception>
    public RedisLink(string connectionString, EmbeddingCacheOptions options, TimeProvider time, ILogger logger)
    {
        (_options, _logger) = (options, logger);
        _breaker = new CircuitBreaker(options.BreakerFailures, options.BreakerPause, time);
        ConfigurationOptions configuration = RedisConfiguration.Create(connectionString, options);
        _connecting = Task.Run(() => ConnectAsync(configuration));
    }

    /// <summary>Whether calls are being turned away.</summary>
    public bool IsResting => _breaker.IsOpen || _connection is not { IsConnected: true };

    /// <summary>The database to call now; null where there is no connection or Redis is being left alone.</summary>
    public IDatabase? TryOpen()
    {
        if (_connection is not { IsConnected: true } connection)
            return null;
        if (!_breaker.IsOpen)
            return connection.GetDatabase();
        if (_breaker.TryEnter())
            _ = ProbeAsync(connection.GetDatabase());
        return null;
    }

    /// <summary>Waits for calls as long as they may take. Never throws; afterwards some may have failed or be still under way.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="callers">How many wait for the answer now.</param>
    public async Task WaitAsync(Task<RedisValue>[] calls, Func<int> callers)
    {
        long began = Stopwatch.GetTimestamp();
        TimeSpan limit = Limit(calls.Length);
        bool ended = await AnswerPatience.WaitAsync(calls, limit, callers);
        EmbeddingCacheMetrics.Waited(Stopwatch.GetElapsedTime(began));
        if (!ended)
            Failed(new TimeoutException($"no answer within {limit.TotalMilliseconds} ms"));
        else if (calls.Any(IsAnswer))
            Succeeded();
        else if (calls.All(RedisAnswers.IsRefused))
            Failed(calls[0].Exception?.InnerException);
        // What is left has failed at once, for a connection is missing: that costs nothing, and says nothing of the other
        // nodes of a cluster.
        foreach (Task<RedisValue> call in calls)
        {
            if (!call.IsCompletedSuccessfully)
                Observe(call);
        }
    }

    /// <summary>Makes a call; some failures the client throws, and here all of them are in the task.</summary>
    public static Task<T> Call<T>(IDatabase redis, RedisKey key, Func<IDatabase, RedisKey, Task<T>> call)
    {
        try
        {
            return call(redis, key);
        }
        catch (Exception exception)
        {
            return Task.FromException<T>(exception);
        }
    }

    /// <summary>Looks at the failure of a call that nobody else waits for.</summary>
    public static void Observe(Task call) =>
        call.ContinueWith(static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        await _connecting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_connection is { } connection)
            await connection.DisposeAsync();
        _disposed.Dispose();
    }

    private TimeSpan Limit(int calls)
    {
        TimeSpan limit = _options.RedisTimeout + (calls - 1) * KeyAllowance, longest = LongestLimit * _options.RedisTimeout;
        return limit < longest ? limit : longest;
    }

    // That a key holds something else is an answer too.
    private static bool IsAnswer(Task<RedisValue> call) => call.IsCompletedSuccessfully || RedisAnswers.HoldsAnotherType(call);

    private async Task ConnectAsync(ConfigurationOptions configuration)
    {
        while (_connection is null)
        {
            try
            {
                _connection = await ConnectionMultiplexer.ConnectAsync(configuration);
            }
            // Broadly: whatever it is, embeddings are computed meanwhile.
            catch (Exception exception) when (!_disposed.IsCancellationRequested)
            {
                Log.CannotConnect(_logger, ReconnectPause, exception);
                await Task.Delay(ReconnectPause, _disposed.Token);
            }
        }
    }

    private async Task ProbeAsync(IDatabase redis)
    {
        try
        {
            await redis.PingAsync().WaitAsync(_options.RedisTimeout);
            Succeeded();
        }
        catch (RedisServerException)
        {
            // A refusal is an answer.
            Succeeded();
        }
        // Broadly, for the client throws many kinds, a cancelled task among them.
        catch (Exception exception)
        {
            Failed(exception);
        }
    }

    private void Succeeded()
    {
        if (_breaker.Succeeded())
            Log.CameBack(_logger);
    }

    private void Failed(Exception? exception)
    {
        if (!_breaker.Failed())
            return;
        EmbeddingCacheMetrics.Rested();
        Log.WentAway(_logger, _options.BreakerPause, exception);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Redis does not answer; it is left alone and probed every {Pause}, and embeddings are computed")]
        public static partial void WentAway(ILogger logger, TimeSpan pause, Exception? exception);

        [LoggerMessage(2, LogLevel.Information, "Redis answers again")]
        public static partial void CameBack(ILogger logger);

        [LoggerMessage(4, LogLevel.Warning, "Redis cannot be connected to; it is tried again in {Pause}")]
        public static partial void CannotConnect(ILogger logger, TimeSpan pause, Exception exception);
    }
}
