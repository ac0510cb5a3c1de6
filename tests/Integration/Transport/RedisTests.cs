using Inpaint.Tests.Integration.Support;
using StackExchange.Redis;

namespace Inpaint.Tests.Integration.Transport;

public sealed class RedisTests
{
    [RedisFact]
    public async Task Values_of_any_size_come_back_byte_for_byte()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer redis = await ConnectAsync(server);
        IDatabase database = redis.GetDatabase();
        Random random = new(1);
        foreach (int size in (int[])[0, 1, 511, 4096, 65_537, 5 << 20])
        {
            byte[] value = new byte[size];
            random.NextBytes(value);
            await database.StringSetAsync($"size {size}", value).Within();
            Assert.Equal(value, (byte[]?)await database.StringGetAsync($"size {size}").Within());
        }
    }

    [RedisFact]
    public async Task Ten_thousand_pipelined_commands_are_answered_in_order()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer redis = await ConnectAsync(server);
        IDatabase database = redis.GetDatabase();
        long[] answers = await Task.WhenAll(Enumerable.Range(0, 10_000).Select(_ => database.StringIncrementAsync("counter"))).Within();
        Assert.Equal(Enumerable.Range(1, 10_000).Select(static i => (long)i), answers);
    }

    [RedisFact]
    public async Task Reply_of_many_elements_is_read_whole()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer redis = await ConnectAsync(server);
        IDatabase database = redis.GetDatabase();
        RedisValue[] values = [.. Enumerable.Range(0, 20_000).Select(static i => (RedisValue)$"value {i}")];
        await database.ListRightPushAsync("list", values).Within();
        Assert.Equal(values, await database.ListRangeAsync("list").Within());
        HashEntry[] entries = [.. values.Select(static value => new HashEntry(value, value))];
        await database.HashSetAsync("hash", entries).Within();
        Assert.Equal(20_000, (await database.HashGetAllAsync("hash").Within()).Length);
    }

    [RedisFact]
    public async Task Published_messages_reach_every_subscriber()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer redis = await ConnectAsync(server);
        RedisChannel channel = RedisChannel.Literal("news");
        TaskCompletionSource<RedisValue> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<RedisValue> second = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ISubscriber subscriber = redis.GetSubscriber();
        await subscriber.SubscribeAsync(channel, (_, message) => first.TrySetResult(message)).Within();
        await subscriber.SubscribeAsync(channel, (_, message) => second.TrySetResult(message)).Within();
        await subscriber.PublishAsync(channel, "weights").Within();
        Assert.Equal("weights", await first.Task.Within());
        Assert.Equal("weights", await second.Task.Within());
    }

    [RedisFact]
    public async Task Connection_comes_back_after_the_server_was_killed()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer redis = await ConnectAsync(server);
        IDatabase database = redis.GetDatabase();
        await database.StringSetAsync("key", "before").Within();
        await server.KillAsync();
        await TimeLimit.Until(async () => await OutcomeAsync(database.StringGetAsync("key")) is not null, "the loss is noticed");
        await server.StartAgainAsync();
        await TimeLimit.Until(async () => await OutcomeAsync(database.StringSetAsync("key", "after")) is null, "the connection is back");
        Assert.Equal("after", await database.StringGetAsync("key").Within());
    }

    [RedisFact]
    public async Task Operation_fails_at_once_while_the_server_is_down()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer redis = await ConnectAsync(server, asyncTimeout: TimeSpan.FromMinutes(10));
        IDatabase database = redis.GetDatabase();
        await server.KillAsync();
        await TimeLimit.Until(async () => await OutcomeAsync(database.PingAsync()) is not null, "the loss is noticed");

        // The operation's own timeout is ten minutes: within the tests' limit it can only end by failing fast.
        Exception? outcome = await OutcomeAsync(database.StringGetAsync("key"));
        Assert.IsType<RedisConnectionException>(outcome);
    }

    [RedisFact]
    public async Task Multiplexer_starts_without_a_server_and_connects_when_there_is_one()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await server.KillAsync();
        await using ConnectionMultiplexer redis = await ConnectAsync(server);
        Assert.False(redis.IsConnected);
        await server.StartAgainAsync();
        await TimeLimit.Until(async () => await OutcomeAsync(redis.GetDatabase().PingAsync()) is null, "the connection is there");
    }

    [RedisFact]
    public async Task Operation_on_a_frozen_server_times_out_and_works_again_after()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer redis = await ConnectAsync(server, asyncTimeout: TimeSpan.FromMilliseconds(300));
        IDatabase database = redis.GetDatabase();
        await TimeLimit.Until(async () => await OutcomeAsync(database.StringSetAsync("key", "value")) is null, "the key is set");
        await server.FreezeAsync();
        RedisTimeoutException timeout = Assert.IsType<RedisTimeoutException>(await OutcomeAsync(database.StringGetAsync("key")));
        Assert.Contains("GET key", timeout.Message);
        await server.ContinueAsync();
        await TimeLimit.Until(async () => await OutcomeAsync(database.StringGetAsync("key")) is null, "the server answers again");
    }

    private static async Task<ConnectionMultiplexer> ConnectAsync(RedisServer server, TimeSpan? asyncTimeout = null)
    {
        ConfigurationOptions options = new()
        {
            EndPoints = { server.EndPoint },
            AbortOnConnectFail = false,
            BacklogPolicy = BacklogPolicy.FailFast,
            AsyncTimeout = (int)(asyncTimeout ?? TimeLimit.Default).TotalMilliseconds,
            ConnectTimeout = 1000,
            ReconnectRetryPolicy = new LinearRetry(100),
            HeartbeatInterval = TimeSpan.FromMilliseconds(100),
        };
        return await ConnectionMultiplexer.ConnectAsync(options).Within();
    }

    /// <summary>Null for success, or what the operation failed with; a failure to end at all fails the test.</summary>
    private static async Task<Exception?> OutcomeAsync(Task operation)
    {
        await Task.WhenAny(operation).Within();
        return operation.Exception?.InnerException ?? (operation.IsCanceled ? new OperationCanceledException() : null);
    }
}
