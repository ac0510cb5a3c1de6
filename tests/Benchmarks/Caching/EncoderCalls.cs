using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Inpaint.V1;

namespace Inpaint.Benchmarks.Caching;

/// <summary>Calls to one encoder, with messages that the caller has made before it looks at the clock.</summary>
internal sealed class EncoderCalls : IDisposable
{
    // The client shares the cores with the service that is measured: it leaves answers unread where they are not looked at.
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(static bytes => bytes, static bytes => bytes);
    private static readonly Method<byte[], byte[]> Encode = new(MethodType.Unary, "inpaint.v1.EncoderService", "Encode", Bytes, Bytes);
    private static readonly Method<byte[], byte[]> Check = new(MethodType.Unary, "grpc.health.v1.Health", "Check", Bytes, Bytes);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly GrpcChannel _channel;
    private readonly CallInvoker _invoker;

    public EncoderCalls(string address)
    {
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { MaxReceiveMessageSize = 64 << 20 });
        _invoker = _channel.CreateCallInvoker();
    }

    public static byte[] Request(params IEnumerable<EncoderInput> inputs) => new EncodeRequest { Inputs = { inputs } }.ToByteArray();

    public Task<byte[]> EncodeAsync(byte[] request) => CallAsync(Encode, request);

    /// <summary>Asks how the service is: a call without an input, a look-up or a computation.</summary>
    public Task<byte[]> CheckAsync() => CallAsync(Check, []);

    public async Task<EncodeResponse> AnswerAsync(byte[] request) => EncodeResponse.Parser.ParseFrom(await EncodeAsync(request));

    /// <summary>Asks until there is an answer: a service listens before its model is open.</summary>
    public async Task ReadyAsync(byte[] request)
    {
        var giveUp = DateTime.UtcNow + Limit;
        while (true)
        {
            try
            {
                await EncodeAsync(request);
                return;
            }
            catch (RpcException) when (DateTime.UtcNow < giveUp)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>Asks until an answer satisfies, for example until the service is connected to Redis.</summary>
    public async Task UntilAsync(Func<byte[]> request, Func<EncodeResponse, bool> condition)
    {
        var giveUp = DateTime.UtcNow + Limit;
        while (!condition(await AnswerAsync(request())))
        {
            if (DateTime.UtcNow > giveUp)
                throw new TimeoutException("The encoder never answered as it was waited for.");
            await Task.Delay(10);
        }
    }

    public void Dispose() => _channel.Dispose();

    private async Task<byte[]> CallAsync(Method<byte[], byte[]> method, byte[] request) =>
        await _invoker.AsyncUnaryCall(method, null, new CallOptions(deadline: DateTime.UtcNow + Limit), request).ResponseAsync;
}
