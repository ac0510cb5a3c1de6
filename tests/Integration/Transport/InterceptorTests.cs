using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Inpaint.Tests.Integration.Support;

namespace Inpaint.Tests.Integration.Transport;

public sealed class InterceptorTests
{
    [Fact]
    public async Task Server_interceptor_stands_around_all_four_kinds()
    {
        CallLog log = new();
        await using TransportHost host = await TransportHost.StartAsync(configureGrpc: options => options.Interceptors.Add<Recorder>(log, "server"));
        await CallAllFourAsync(host.Invoker);
        Assert.Equal(["server Unary", "server ClientStreaming", "server ServerStreaming", "server Duplex"], log);
    }

    [Fact]
    public async Task Client_interceptor_stands_around_all_four_kinds()
    {
        CallLog log = new();
        await using TransportHost host = await TransportHost.StartAsync();
        await CallAllFourAsync(host.Invoker.Intercept(new Recorder(log, "client")));
        Assert.Equal(["client Unary", "client ClientStreaming", "client ServerStreaming", "client Duplex"], log);
    }

    [Fact]
    public async Task First_of_several_interceptors_is_outermost_on_either_side()
    {
        CallLog log = new();
        await using TransportHost host = await TransportHost.StartAsync(configureGrpc: options =>
        {
            options.Interceptors.Add<Recorder>(log, "server outer");
            options.Interceptors.Add<Recorder>(log, "server inner");
        });
        CallInvoker invoker = host.Connect().Intercept(new Recorder(log, "client outer"), new Recorder(log, "client inner"));
        Assert.Equal("a", await invoker.Unary("a").ResponseAsync.Within());
        Assert.Equal(["client outer Unary", "client inner Unary", "server outer Unary", "server inner Unary"], log);
    }

    [Fact]
    public async Task Header_interceptor_adds_to_the_headers_of_the_call()
    {
        ServiceHandlers handlers = new()
        {
            Unary = static (_, context) => Task.FromResult($"{context.RequestHeaders.GetValue("own")} {context.RequestHeaders.GetValue("added")}"),
        };
        await using TransportHost host = await TransportHost.StartAsync(handlers: handlers);
        CallInvoker invoker = host.Invoker.Intercept(static headers =>
        {
            headers.Add("added", "b");
            return headers;
        });
        Assert.Equal("a b", await invoker.Unary("", new CallOptions(new Metadata { { "own", "a" } })).ResponseAsync.Within());
    }

    [Fact]
    public async Task Server_interceptor_may_turn_an_exception_into_a_status()
    {
        ServiceHandlers handlers = new() { Unary = static (_, _) => throw new ArgumentException("too wide", "mask") };
        await using TransportHost host = await TransportHost.StartAsync(handlers: handlers, configureGrpc: static options => options.Interceptors.Add<Mapper>());
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => host.Invoker.Unary("").ResponseAsync.Within());
        Assert.Equal(new Status(StatusCode.InvalidArgument, "mask"), exception.Status);
    }

    private static async Task CallAllFourAsync(CallInvoker invoker)
    {
        Assert.Equal("a", await invoker.Unary("a").ResponseAsync.Within());
        using AsyncClientStreamingCall<string, string> upload = invoker.ClientStreaming();
        await upload.RequestStream.CompleteAsync().Within();
        Assert.Equal("", await upload.ResponseAsync.Within());
        using AsyncServerStreamingCall<string> download = invoker.ServerStreaming("a");
        Assert.Equal(["a"], await download.ResponseStream.ReadAllAsync().ToListAsync().Within());
        using AsyncDuplexStreamingCall<string, string> duplex = invoker.Duplex();
        await duplex.RequestStream.CompleteAsync().Within();
        Assert.False(await duplex.ResponseStream.MoveNext().Within());
    }

    private sealed class CallLog : ConcurrentQueue<string>;

    private sealed class Mapper : Interceptor
    {
        public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            try
            {
                return await continuation(request, context);
            }
            catch (ArgumentException exception)
            {
                throw new RpcException(new Status(StatusCode.InvalidArgument, exception.ParamName!));
            }
        }
    }

    private sealed class Recorder(CallLog log, string side) : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            Note(context.Method);
            return continuation(request, context);
        }

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            Note(context.Method);
            return continuation(context);
        }

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            Note(context.Method);
            return continuation(request, context);
        }

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            Note(context.Method);
            return continuation(context);
        }

        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            Note(context);
            return continuation(request, context);
        }

        public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
        {
            Note(context);
            return continuation(requestStream, context);
        }

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
        {
            Note(context);
            return continuation(request, responseStream, context);
        }

        public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation)
        {
            Note(context);
            return continuation(requestStream, responseStream, context);
        }

        private void Note(IMethod method) => log.Enqueue($"{side} {method.Name}");

        private void Note(ServerCallContext context) => log.Enqueue($"{side} {context.Method.Split('/')[^1]}");
    }
}
