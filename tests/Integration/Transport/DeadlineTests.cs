using Grpc.Core;
using Inpaint.Tests.Integration.Support;

namespace Inpaint.Tests.Integration.Transport;

public sealed class DeadlineTests
{
    // Long enough for a warm call to reach the service on a loaded machine, short enough to wait for.
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    [Theory, InlineData(Route.Direct), InlineData(Route.Proxied)]
    public async Task Deadline_ends_the_call_on_both_sides(Route route)
    {
        Observed cancelled = new();
        ServiceHandlers handlers = new()
        {
            Unary = (request, context) => request == "hold" ? cancelled.HoldAsync<string>(context.CancellationToken) : Task.FromResult(request),
        };
        await using TransportHost host = await TransportHost.StartAsync(route, handlers);
        await host.Invoker.Unary("warm").ResponseAsync.Within();
        using AsyncUnaryCall<string> call = host.Invoker.Unary("hold", new CallOptions(deadline: DateTime.UtcNow + Short));
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.Within());
        Assert.Equal(StatusCode.DeadlineExceeded, exception.StatusCode);
        await cancelled.Seen.Within();
    }

    [Fact]
    public async Task Service_sees_the_deadline_of_the_caller()
    {
        ServiceHandlers handlers = new() { Unary = static (_, context) => Task.FromResult(context.Deadline.ToString("O")) };
        await using TransportHost host = await TransportHost.StartAsync(handlers: handlers);
        DateTime deadline = DateTime.UtcNow.AddMinutes(10);
        DateTime seen = DateTime.Parse(
            await host.Invoker.Unary("", new CallOptions(deadline: deadline)).ResponseAsync.Within(),
            provider: null,
            System.Globalization.DateTimeStyles.RoundtripKind);
        Assert.Equal(DateTimeKind.Utc, seen.Kind);
        Assert.InRange(seen, deadline.AddMinutes(-1), deadline.AddMinutes(1));
    }

    [Fact]
    public async Task Without_a_deadline_the_service_sees_none()
    {
        ServiceHandlers handlers = new() { Unary = static (_, context) => Task.FromResult($"{context.Deadline == DateTime.MaxValue}") };
        await using TransportHost host = await TransportHost.StartAsync(handlers: handlers);
        Assert.Equal("True", await host.Invoker.Unary("").ResponseAsync.Within());
    }

    [Fact]
    public async Task Deadline_in_the_past_fails_without_reaching_the_service()
    {
        int calls = 0;
        ServiceHandlers handlers = new() { Unary = (_, _) => Task.FromResult($"{Interlocked.Increment(ref calls)}") };
        await using TransportHost host = await TransportHost.StartAsync(handlers: handlers);
        using AsyncUnaryCall<string> call = host.Invoker.Unary("", new CallOptions(deadline: DateTime.UtcNow.AddSeconds(-1)));
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.Within());
        Assert.Equal(StatusCode.DeadlineExceeded, exception.StatusCode);
        Assert.Equal("1", await host.Invoker.Unary("").ResponseAsync.Within());
    }

    [Theory, InlineData(Route.Direct), InlineData(Route.Proxied)]
    public async Task Deadline_in_the_middle_of_a_stream_keeps_what_came_before(Route route)
    {
        Observed cancelled = new();
        ServiceHandlers handlers = new()
        {
            ServerStreaming = async (_, responses, context) =>
            {
                await responses.WriteAsync("first");
                await cancelled.HoldAsync<string>(context.CancellationToken);
            },
        };
        await using TransportHost host = await TransportHost.StartAsync(route, handlers);
        await host.Invoker.Unary("warm").ResponseAsync.Within();
        using AsyncServerStreamingCall<string> call = host.Invoker.ServerStreaming("", new CallOptions(deadline: DateTime.UtcNow + Short));
        Assert.True(await call.ResponseStream.MoveNext().Within());
        Assert.Equal("first", call.ResponseStream.Current);
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext().Within());
        Assert.Equal(StatusCode.DeadlineExceeded, exception.StatusCode);
        await cancelled.Seen.Within();
    }
}
