using Grpc.Core;
using Inpaint.Tests.Integration.Support;

namespace Inpaint.Tests.Integration.Transport;

public sealed class MetadataTests
{
    private static readonly byte[] AllBytes = [.. Enumerable.Range(0, 256).Select(static i => (byte)i)];

    [Theory, InlineData(Route.Direct), InlineData(Route.Proxied)]
    public async Task Request_headers_reach_the_service_text_and_binary(Route route)
    {
        ServiceHandlers handlers = new()
        {
            Unary = static (_, context) => Task.FromResult(
                $"{context.RequestHeaders.GetValue("inpaint-arm")} {Convert.ToHexString(context.RequestHeaders.GetValueBytes("proof-bin")!)}"),
        };
        await using TransportHost host = await TransportHost.StartAsync(route, handlers);
        CallOptions options = new(new Metadata { { "Inpaint-Arm", "a" }, { "proof-bin", AllBytes } });
        Assert.Equal($"a {Convert.ToHexString(AllBytes)}", await host.Invoker.Unary("", options).ResponseAsync.Within());
    }

    [Fact]
    public async Task Response_headers_come_before_the_response()
    {
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ServiceHandlers handlers = new()
        {
            Unary = async (_, context) =>
            {
                await context.WriteResponseHeadersAsync(new Metadata { { "place", "head" } });
                await release.Task.Within();
                return "done";
            },
        };
        await using TransportHost host = await TransportHost.StartAsync(handlers: handlers);
        using AsyncUnaryCall<string> call = host.Invoker.Unary("");
        Metadata headers = await call.ResponseHeadersAsync.Within();
        Assert.Equal("head", headers.GetValue("place"));
        Assert.False(call.ResponseAsync.IsCompleted);
        release.SetResult();
        Assert.Equal("done", await call.ResponseAsync.Within());
    }

    [Fact]
    public async Task Proxied_response_headers_come_with_the_first_message_of_a_stream()
    {
        Observed held = new();
        ServiceHandlers handlers = new()
        {
            ServerStreaming = async (_, responses, context) =>
            {
                // YARP sends headers with the first bytes of the body: a service that wants to be heard early sends a message.
                await context.WriteResponseHeadersAsync(new Metadata { { "place", "head" } });
                await responses.WriteAsync("first");
                await held.HoldAsync<string>(context.CancellationToken);
            },
        };
        await using TransportHost host = await TransportHost.StartAsync(Route.Proxied, handlers);
        using AsyncServerStreamingCall<string> call = host.Invoker.ServerStreaming("");
        Assert.Equal("head", (await call.ResponseHeadersAsync.Within()).GetValue("place"));
    }

    [Theory, InlineData(Route.Direct), InlineData(Route.Proxied)]
    public async Task Trailers_with_any_bytes_reach_the_client_after_success(Route route)
    {
        ServiceHandlers handlers = new()
        {
            ServerStreaming = static async (_, responses, context) =>
            {
                await responses.WriteAsync("first");
                context.ResponseTrailers.Add("details-bin", AllBytes);
                context.ResponseTrailers.Add("details-bin", [7]);
                context.ResponseTrailers.Add("note", "kept");
            },
        };
        await using TransportHost host = await TransportHost.StartAsync(route, handlers);
        using AsyncServerStreamingCall<string> call = host.Invoker.ServerStreaming("");
        await call.ResponseStream.ReadAllAsync().ToListAsync().Within();
        Metadata trailers = call.GetTrailers();
        Assert.Equal([AllBytes, [7]], trailers.GetAll("details-bin").Select(static entry => entry.ValueBytes));
        Assert.Equal("kept", trailers.GetValue("note"));
    }

    [Theory, InlineData(Route.Direct), InlineData(Route.Proxied)]
    public async Task Trailers_of_an_exception_reach_the_client_with_its_status(Route route)
    {
        Metadata trailers = new() { { "grpc-status-details-bin", AllBytes } };
        ServiceHandlers handlers = new() { Unary = (_, _) => throw new RpcException(new Status(StatusCode.InvalidArgument, "mask"), trailers) };
        await using TransportHost host = await TransportHost.StartAsync(route, handlers);
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => host.Invoker.Unary("").ResponseAsync.Within());
        Assert.Equal(StatusCode.InvalidArgument, exception.StatusCode);
        Assert.Equal(AllBytes, exception.Trailers.GetValueBytes("grpc-status-details-bin"));
    }

    [Fact]
    public void Empty_metadata_cannot_be_changed()
    {
        Assert.Throws<InvalidOperationException>(static () => Metadata.Empty.Add("key", "value"));
        Assert.Empty(Metadata.Empty);
    }

    [Theory, InlineData("white space"), InlineData("ümlaut"), InlineData("colon:")]
    public void Key_with_other_characters_is_refused(string key) =>
        Assert.Throws<ArgumentException>(() => new Metadata.Entry(key, "value"));

    [Fact]
    public void Kind_of_the_value_must_match_the_suffix_of_the_key()
    {
        Assert.Throws<ArgumentException>(static () => new Metadata.Entry("text", AllBytes));
        Assert.Throws<ArgumentException>(static () => new Metadata.Entry("text-bin", "value"));
        Assert.Throws<InvalidOperationException>(static () => new Metadata.Entry("a-bin", AllBytes).Value);
    }

    [Fact]
    public void Last_of_several_values_is_the_one_that_counts()
    {
        Metadata metadata = new() { { "key", "first" }, { "other", "value" }, { "KEY", "last" } };
        Assert.Equal("last", metadata.GetValue("Key"));
        Assert.Equal(["first", "last"], metadata.GetAll("key").Select(static entry => entry.Value));
        Assert.Null(metadata.Get("missing"));
    }
}
