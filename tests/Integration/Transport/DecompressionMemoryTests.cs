using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;
using Inpaint.Serving.Transport;
using Inpaint.Tests.Integration.Support;

namespace Inpaint.Tests.Integration.Transport;

/// <summary>Counts what the whole process allocates, and so runs alone.</summary>
[Collection(nameof(DecompressionMemoryTests))]
[CollectionDefinition(nameof(DecompressionMemoryTests), DisableParallelization = true)]
public sealed class DecompressionMemoryTests
{
    private const int Bound = 1 << 20;
    private const int Bomb = 256 << 20;

    private static readonly Method<byte[], string> SendBytes = new(
        MethodType.Unary,
        TestService.Name,
        nameof(TestService.Unary),
        Marshallers.Create(static bytes => bytes, static bytes => bytes),
        Marshallers.StringMarshaller);

    [Fact]
    public async Task Refusal_of_a_bomb_allocates_a_small_part_of_what_it_would_unpack_to()
    {
        await using TransportHost host = await TransportHost.StartAsync(configureGrpc: static options =>
            options.CompressionProviders = [new BoundedGzipCompressionProvider(Bound)]);
        CallInvoker invoker = host.Connect(static options => options.CompressionProviders = [new Precompressed()]).CreateCallInvoker();
        Assert.Equal(StatusCode.ResourceExhausted, await SendAsync(invoker, Compress(2 * Bound)));
        byte[] bomb = Compress(Bomb);

        long before = GC.GetTotalAllocatedBytes(precise: true);
        Assert.Equal(StatusCode.ResourceExhausted, await SendAsync(invoker, bomb));
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, Bomb / 8);
    }

    private static async Task<StatusCode> SendAsync(CallInvoker invoker, byte[] compressed)
    {
        CallOptions gzip = new(new Metadata { { "grpc-internal-encoding-request", "gzip" } });
        using AsyncUnaryCall<string> call = invoker.AsyncUnaryCall(SendBytes, null, gzip, compressed);
        return (await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.Within())).StatusCode;
    }

    private static byte[] Compress(int length)
    {
        using MemoryStream target = new();
        using (GZipStream gzip = new(target, CompressionLevel.Fastest))
        {
            byte[] block = new byte[1 << 20];
            for (int written = 0; written < length; written += block.Length)
                gzip.Write(block);
        }

        return target.ToArray();
    }

    /// <summary>Calls itself gzip and sends bytes as they are: the test compressed them before.</summary>
    private sealed class Precompressed : ICompressionProvider
    {
        public string EncodingName => "gzip";

        public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) => stream;

        public Stream CreateDecompressionStream(Stream stream) => stream;
    }
}
