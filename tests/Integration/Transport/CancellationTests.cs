using Grpc.Core;
using Inpaint.Tests.Integration.Support;

namespace Inpaint.Tests.Integration.Transport;

public sealed class CancellationTests
{
    [Theory, InlineData(Route.Direct), InlineData(Route.Proxied)]
    public async Task Cancelled_unary_call_stops_the_service(Route route)
    {
        Observed held = new();
        ServiceHandlers handlers = new() { Unary = (_, context) => held.HoldAsync<string>(context.CancellationToken) };
        await using TransportHost host = await TransportHost.StartAsync(route, handlers);
        using CancellationTokenSource cancel = new();
        using AsyncUnaryCall<string> call = host.Invoker.Unary("", new CallOptions(cancellationToken: cancel.Token));
        await held.Started.Within();
        await cancel.CancelAsync();
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.Within());
        Assert.Equal(StatusCode.Cancelled, exception.StatusCode);
        await held.Seen.Within();
    }

    [Theory, InlineData(Route.Direct), InlineData(Route.Proxied)]
    public async Task Cancelled_server_stream_stops_the_service(Route route)
    {
        Observed held = new();
        ServiceHandlers handlers = new()
        {
            ServerStreaming = async (_, responses, context) =>
            {
                await responses.WriteAsync("first");
                await held.HoldAsync<string>(context.CancellationToken);
            },
        };
        await using TransportHost host = await TransportHost.StartAsync(route, handlers);
        using CancellationTokenSource cancel = new();
        using AsyncServerStreamingCall<string> call = host.Invoker.ServerStreaming("", new CallOptions(cancellationToken: cancel.Token));
        Assert.True(await call.ResponseStream.MoveNext().Within());
        await cancel.CancelAsync();
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext().Within());
        Assert.Equal(StatusCode.Cancelled, exception.StatusCode);
        await held.Seen.Within();
    }

    [Theory, InlineData(Route.Direct), InlineData(Route.Proxied)]
    public async Task Disposed_duplex_call_stops_the_service(Route route)
    {
        Observed held = new();
        ServiceHandlers handlers = new() { Duplex = (_, _, context) => held.HoldAsync<string>(context.CancellationToken) };
        await using TransportHost host = await TransportHost.StartAsync(route, handlers);
        AsyncDuplexStreamingCall<string, string> call = host.Invoker.Duplex();
        await call.RequestStream.WriteAsync("first").Within();
        await held.Started.Within();
        call.Dispose();
        await held.Seen.Within();
    }

    [Fact]
    public async Task Service_that_waits_for_requests_is_stopped_when_the_client_goes()
    {
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ServiceHandlers handlers = new()
        {
            ClientStreaming = async (requests, context) =>
            {
                try
                {
                    return $"{await requests.ReadAllAsync(context.CancellationToken).CountAsync()}";
                }
                catch (Exception exception) when (exception is OperationCanceledException or IOException)
                {
                    ended.SetResult();
                    throw;
                }
            },
        };
        await using TransportHost host = await TransportHost.StartAsync(handlers: handlers);
        AsyncClientStreamingCall<string, string> call = host.Invoker.ClientStreaming();
        await call.RequestStream.WriteAsync("first").Within();
        call.Dispose();
        await ended.Task.Within();
    }

    [Fact]
    public async Task Cancelled_call_leaves_the_others_on_its_channel_alone()
    {
        Observed held = new();
        ServiceHandlers handlers = new()
        {
            Unary = (request, context) => request == "hold" ? held.HoldAsync<string>(context.CancellationToken) : Task.FromResult(request),
        };
        await using TransportHost host = await TransportHost.StartAsync(handlers: handlers);
        using AsyncDuplexStreamingCall<string, string> stream = host.Invoker.Duplex();
        await stream.RequestStream.WriteAsync("before").Within();
        using AsyncUnaryCall<string> call = host.Invoker.Unary("hold");
        await held.Started.Within();
        call.Dispose();
        await held.Seen.Within();
        await stream.RequestStream.WriteAsync("after").Within();
        await stream.RequestStream.CompleteAsync().Within();
        Assert.Equal(["before", "after"], await stream.ResponseStream.ReadAllAsync().ToListAsync().Within());
    }
}
