using Grpc.Core;
using Inpaint.Tests.Integration.Support;

namespace Inpaint.Tests.Integration.Transport;

public sealed class CallKindTests
{
    [Theory, InlineData(Route.Direct), InlineData(Route.Proxied)]
    public async Task Unary_call_brings_the_response_with_status_ok(Route route)
    {
        await using TransportHost host = await TransportHost.StartAsync(route);
        using AsyncUnaryCall<string> call = host.Invoker.Unary("picture");
        Assert.Equal("picture", await call.ResponseAsync.Within());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Theory, InlineData(Route.Direct), InlineData(Route.Proxied)]
    public async Task Message_of_megabytes_arrives_whole(Route route)
    {
        await using TransportHost host = await TransportHost.StartAsync(route);
        string picture = string.Create(3 << 20, 0, static (span, _) =>
        {
            for (int i = 0; i < span.Length; i++)
                span[i] = (char)('a' + i % 23);
        });
        using AsyncUnaryCall<string> call = host.Invoker.Unary(picture);
        Assert.Equal(picture, await call.ResponseAsync.Within());
    }

    [Theory, InlineData(Route.Direct), InlineData(Route.Proxied)]
    public async Task Client_stream_reaches_the_service_in_order(Route route)
    {
        await using TransportHost host = await TransportHost.StartAsync(route);
        using AsyncClientStreamingCall<string, string> call = host.Invoker.ClientStreaming();
        foreach (string part in (string[])["a", "b", "c"])
            await call.RequestStream.WriteAsync(part).Within();
        await call.RequestStream.CompleteAsync().Within();
        Assert.Equal("a,b,c", await call.ResponseAsync.Within());
    }

    [Theory, InlineData(Route.Direct), InlineData(Route.Proxied)]
    public async Task Server_stream_reaches_the_client_in_order_and_ends(Route route)
    {
        await using TransportHost host = await TransportHost.StartAsync(route);
        using AsyncServerStreamingCall<string> call = host.Invoker.ServerStreaming("a,b,c");
        Assert.Equal(["a", "b", "c"], await call.ResponseStream.ReadAllAsync().ToListAsync().Within());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Theory, InlineData(Route.Direct), InlineData(Route.Proxied)]
    public async Task Duplex_response_comes_while_requests_are_still_open(Route route)
    {
        await using TransportHost host = await TransportHost.StartAsync(route);
        using AsyncDuplexStreamingCall<string, string> call = host.Invoker.Duplex();
        foreach (string part in (string[])["a", "b", "c"])
        {
            await call.RequestStream.WriteAsync(part).Within();
            Assert.True(await call.ResponseStream.MoveNext().Within());
            Assert.Equal(part, call.ResponseStream.Current);
        }

        await call.RequestStream.CompleteAsync().Within();
        Assert.False(await call.ResponseStream.MoveNext().Within());
    }

    [Theory, InlineData(Route.Direct), InlineData(Route.Proxied)]
    public async Task Server_may_end_a_duplex_call_that_the_client_keeps_open(Route route)
    {
        ServiceHandlers handlers = new() { Duplex = static (_, responses, _) => responses.WriteAsync("enough") };
        await using TransportHost host = await TransportHost.StartAsync(route, handlers);
        using AsyncDuplexStreamingCall<string, string> call = host.Invoker.Duplex();
        Assert.Equal(["enough"], await call.ResponseStream.ReadAllAsync().ToListAsync().Within());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Hundred_calls_on_one_channel_each_get_their_own_answer()
    {
        await using TransportHost host = await TransportHost.StartAsync();
        string[] answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => host.Invoker.Unary($"{i}").ResponseAsync)).Within();
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), answers);
    }

    [Fact]
    public async Task Blocking_call_returns_the_response()
    {
        await using TransportHost host = await TransportHost.StartAsync();
        CallOptions options = new(deadline: DateTime.UtcNow + TimeLimit.Default);
        Assert.Equal("picture", await Task.Run(() => host.Invoker.BlockingUnaryCall(TestService.UnaryMethod, null, options, "picture")).Within());
    }
}
