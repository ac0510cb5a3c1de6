using Grpc.Core;

namespace Inpaint.Tests.Integration.Transport;

/// <summary>A service of four methods over strings, bound as generated code binds its own.</summary>
[BindServiceMethod(typeof(TestService), nameof(BindService))]
public class TestService(ServiceHandlers handlers)
{
    public const string Name = "test.TestService";

    public static readonly Method<string, string> UnaryMethod = Describe(MethodType.Unary, nameof(Unary));
    public static readonly Method<string, string> ClientStreamingMethod = Describe(MethodType.ClientStreaming, nameof(ClientStreaming));
    public static readonly Method<string, string> ServerStreamingMethod = Describe(MethodType.ServerStreaming, nameof(ServerStreaming));
    public static readonly Method<string, string> DuplexMethod = Describe(MethodType.DuplexStreaming, nameof(Duplex));

    public virtual Task<string> Unary(string request, ServerCallContext context) => handlers.Unary(request, context);

    public virtual Task<string> ClientStreaming(IAsyncStreamReader<string> requests, ServerCallContext context) =>
        handlers.ClientStreaming(requests, context);

    public virtual Task ServerStreaming(string request, IServerStreamWriter<string> responses, ServerCallContext context) =>
        handlers.ServerStreaming(request, responses, context);

    public virtual Task Duplex(IAsyncStreamReader<string> requests, IServerStreamWriter<string> responses, ServerCallContext context) =>
        handlers.Duplex(requests, responses, context);

    public static void BindService(ServiceBinderBase binder, TestService? service)
    {
        binder.AddMethod(UnaryMethod, service is null ? null : new UnaryServerMethod<string, string>(service.Unary));
        binder.AddMethod(ClientStreamingMethod, service is null ? null : new ClientStreamingServerMethod<string, string>(service.ClientStreaming));
        binder.AddMethod(ServerStreamingMethod, service is null ? null : new ServerStreamingServerMethod<string, string>(service.ServerStreaming));
        binder.AddMethod(DuplexMethod, service is null ? null : new DuplexStreamingServerMethod<string, string>(service.Duplex));
    }

    private static Method<string, string> Describe(MethodType type, string name) =>
        new(type, Name, name, Marshallers.StringMarshaller, Marshallers.StringMarshaller);
}

/// <summary>Calls of the service.</summary>
internal static class TestCalls
{
    public static AsyncUnaryCall<string> Unary(this CallInvoker invoker, string request, CallOptions options = default) =>
        invoker.AsyncUnaryCall(TestService.UnaryMethod, null, options, request);

    public static AsyncClientStreamingCall<string, string> ClientStreaming(this CallInvoker invoker, CallOptions options = default) =>
        invoker.AsyncClientStreamingCall(TestService.ClientStreamingMethod, null, options);

    public static AsyncServerStreamingCall<string> ServerStreaming(this CallInvoker invoker, string request, CallOptions options = default) =>
        invoker.AsyncServerStreamingCall(TestService.ServerStreamingMethod, null, options, request);

    public static AsyncDuplexStreamingCall<string, string> Duplex(this CallInvoker invoker, CallOptions options = default) =>
        invoker.AsyncDuplexStreamingCall(TestService.DuplexMethod, null, options);
}
