using Grpc.Core;
using Inpaint.Tests.Integration.Support;

namespace Inpaint.Tests.Integration.Transport;

public sealed class StatusTests
{
    public static TheoryData<StatusCode, Route> FailuresOnEachRoute()
    {
        TheoryData<StatusCode, Route> data = [];
        foreach (Route route in Enum.GetValues<Route>())
        {
            for (int code = 1; code <= 16; code++)
                data.Add((StatusCode)code, route);
        }

        return data;
    }

    [Theory, MemberData(nameof(FailuresOnEachRoute))]
    public async Task Status_and_detail_of_a_unary_call_reach_the_client(StatusCode code, Route route)
    {
        const string detail = "mask: 75×75, größer als 100 % der Fläche\nline two";
        ServiceHandlers handlers = new() { Unary = (_, _) => throw new RpcException(new Status(code, detail)) };
        await using TransportHost host = await TransportHost.StartAsync(route, handlers);
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => host.Invoker.Unary("").ResponseAsync.Within());
        Assert.Equal(code, exception.StatusCode);
        Assert.Equal(detail, exception.Status.Detail);
    }

    [Theory, InlineData(Route.Direct), InlineData(Route.Proxied)]
    public async Task Failure_in_the_middle_of_a_stream_keeps_what_came_before(Route route)
    {
        ServiceHandlers handlers = new()
        {
            ServerStreaming = static async (_, responses, _) =>
            {
                await responses.WriteAsync("first");
                throw new RpcException(new Status(StatusCode.DataLoss, "half"));
            },
        };
        await using TransportHost host = await TransportHost.StartAsync(route, handlers);
        using AsyncServerStreamingCall<string> call = host.Invoker.ServerStreaming("");
        Assert.True(await call.ResponseStream.MoveNext().Within());
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext().Within());
        Assert.Equal(StatusCode.DataLoss, exception.StatusCode);
        Assert.Equal(StatusCode.DataLoss, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Status_set_on_the_context_fails_the_call()
    {
        ServiceHandlers handlers = new()
        {
            ClientStreaming = static (_, context) =>
            {
                context.Status = new Status(StatusCode.OutOfRange, "too many");
                return Task.FromResult("");
            },
        };
        await using TransportHost host = await TransportHost.StartAsync(handlers: handlers);
        using AsyncClientStreamingCall<string, string> call = host.Invoker.ClientStreaming();
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.Within());
        Assert.Equal(new Status(StatusCode.OutOfRange, "too many"), exception.Status);
    }

    [Fact]
    public async Task Unexpected_exception_is_unknown_and_tells_nothing_of_the_inside()
    {
        ServiceHandlers handlers = new() { Unary = static (_, _) => throw new InvalidOperationException("secret") };
        await using TransportHost host = await TransportHost.StartAsync(handlers: handlers);
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => host.Invoker.Unary("").ResponseAsync.Within());
        Assert.Equal(StatusCode.Unknown, exception.StatusCode);
        Assert.DoesNotContain("secret", exception.Status.Detail);
    }

    [Theory, InlineData(Route.Direct), InlineData(Route.Proxied)]
    public async Task Method_that_does_not_exist_is_unimplemented(Route route)
    {
        Method<string, string> missing = new(MethodType.Unary, TestService.Name, "Missing", Marshallers.StringMarshaller, Marshallers.StringMarshaller);
        await using TransportHost host = await TransportHost.StartAsync(route);
        using AsyncUnaryCall<string> call = host.Invoker.AsyncUnaryCall(missing, null, default, "");
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.Within());
        Assert.Equal(StatusCode.Unimplemented, exception.StatusCode);
    }

    [Fact]
    public async Task Service_that_is_not_there_is_unavailable()
    {
        TransportHost gone = await TransportHost.StartAsync();
        string address = gone.Address;
        await gone.DisposeAsync();
        using Grpc.Net.Client.GrpcChannel channel = Grpc.Net.Client.GrpcChannel.ForAddress(address);
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => channel.CreateCallInvoker().Unary("").ResponseAsync.Within());
        Assert.Equal(StatusCode.Unavailable, exception.StatusCode);
    }
}
