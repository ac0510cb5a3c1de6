using Grpc.Core;
using Grpc.Net.Client.Configuration;
using Inpaint.Tests.Integration.Support;

namespace Inpaint.Tests.Integration.Transport;

public sealed class RetryTests
{
    [Theory, InlineData(Route.Direct), InlineData(Route.Proxied)]
    public async Task Unavailable_service_is_asked_again_until_it_answers(Route route)
    {
        await using TransportHost host = await TransportHost.StartAsync(route, FailFirst(2, StatusCode.Unavailable));
        CallInvoker invoker = host.Connect(options => options.ServiceConfig = Retrying(4)).CreateCallInvoker();
        Assert.Equal("attempt 3, 2 before", await invoker.Unary("").ResponseAsync.Within());
    }

    [Fact]
    public async Task Last_failure_is_the_result_when_the_attempts_are_used_up()
    {
        await using TransportHost host = await TransportHost.StartAsync(handlers: FailFirst(3, StatusCode.Unavailable));
        CallInvoker invoker = host.Connect(options => options.ServiceConfig = Retrying(3)).CreateCallInvoker();
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => invoker.Unary("").ResponseAsync.Within());
        Assert.Equal(new Status(StatusCode.Unavailable, "attempt 3"), exception.Status);
    }

    [Fact]
    public async Task Other_failure_is_not_tried_again()
    {
        await using TransportHost host = await TransportHost.StartAsync(handlers: FailFirst(1, StatusCode.InvalidArgument));
        CallInvoker invoker = host.Connect(options => options.ServiceConfig = Retrying(4)).CreateCallInvoker();
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => invoker.Unary("").ResponseAsync.Within());
        Assert.Equal(new Status(StatusCode.InvalidArgument, "attempt 1"), exception.Status);
    }

    [Fact]
    public async Task Request_larger_than_the_retry_buffer_is_tried_once()
    {
        await using TransportHost host = await TransportHost.StartAsync(handlers: FailFirst(1, StatusCode.Unavailable));
        CallInvoker invoker = host.Connect(options => options.ServiceConfig = Retrying(4)).CreateCallInvoker();
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => invoker.Unary(new string('x', 2 << 20)).ResponseAsync.Within());
        Assert.Equal(new Status(StatusCode.Unavailable, "attempt 1"), exception.Status);
    }

    [Fact]
    public async Task Larger_retry_buffer_lets_a_large_request_be_tried_again()
    {
        await using TransportHost host = await TransportHost.StartAsync(handlers: FailFirst(1, StatusCode.Unavailable));
        CallInvoker invoker = host.Connect(static options =>
        {
            options.ServiceConfig = Retrying(4);
            options.MaxRetryBufferPerCallSize = 16 << 20;
            options.MaxRetryBufferSize = 64 << 20;
        }).CreateCallInvoker();
        Assert.Equal("attempt 2, 1 before", await invoker.Unary(new string('x', 2 << 20)).ResponseAsync.Within());
    }

    [Fact]
    public async Task Stream_that_has_begun_to_answer_is_not_tried_again()
    {
        int attempts = 0;
        ServiceHandlers handlers = new()
        {
            ServerStreaming = async (_, responses, _) =>
            {
                await responses.WriteAsync($"attempt {Interlocked.Increment(ref attempts)}");
                throw new RpcException(new Status(StatusCode.Unavailable, "gone"));
            },
        };
        await using TransportHost host = await TransportHost.StartAsync(handlers: handlers);
        CallInvoker invoker = host.Connect(options => options.ServiceConfig = Retrying(4)).CreateCallInvoker();
        using AsyncServerStreamingCall<string> call = invoker.ServerStreaming("");
        Assert.True(await call.ResponseStream.MoveNext().Within());
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext().Within());
        Assert.Equal(StatusCode.Unavailable, exception.StatusCode);
        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task Hedged_call_takes_the_first_answer_and_cancels_the_other()
    {
        Observed slow = new();
        int attempts = 0;
        ServiceHandlers handlers = new()
        {
            Unary = (_, context) => Interlocked.Increment(ref attempts) == 1
                ? slow.HoldAsync<string>(context.CancellationToken)
                : Task.FromResult("second"),
        };
        await using TransportHost host = await TransportHost.StartAsync(handlers: handlers);
        HedgingPolicy policy = new() { MaxAttempts = 2, HedgingDelay = TimeSpan.FromMilliseconds(50) };
        CallInvoker invoker = host.Connect(options => options.ServiceConfig = ForAllMethods(new MethodConfig { HedgingPolicy = policy })).CreateCallInvoker();
        Assert.Equal("second", await invoker.Unary("").ResponseAsync.Within());
        await slow.Seen.Within();
    }

    private static ServiceHandlers FailFirst(int failures, StatusCode code)
    {
        int attempts = 0;
        return new ServiceHandlers
        {
            Unary = (_, context) =>
            {
                int attempt = Interlocked.Increment(ref attempts);
                return attempt <= failures
                    ? throw new RpcException(new Status(code, $"attempt {attempt}"))
                    : Task.FromResult($"attempt {attempt}, {context.RequestHeaders.GetValue("grpc-previous-rpc-attempts")} before");
            },
        };
    }

    private static ServiceConfig Retrying(int attempts) => ForAllMethods(new MethodConfig
    {
        RetryPolicy = new RetryPolicy
        {
            MaxAttempts = attempts,
            InitialBackoff = TimeSpan.FromMilliseconds(1),
            MaxBackoff = TimeSpan.FromMilliseconds(5),
            BackoffMultiplier = 2,
            RetryableStatusCodes = { StatusCode.Unavailable },
        },
    });

    private static ServiceConfig ForAllMethods(MethodConfig method)
    {
        method.Names.Add(MethodName.Default);
        return new ServiceConfig { MethodConfigs = { method } };
    }
}
