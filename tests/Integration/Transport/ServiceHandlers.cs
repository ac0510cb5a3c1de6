using Grpc.Core;

namespace Inpaint.Tests.Integration.Transport;

/// <summary>What a test's service does, one handler for each kind of call. A test sets those it calls; the others echo.</summary>
public sealed class ServiceHandlers
{
    public UnaryServerMethod<string, string> Unary { get; set; } = static (request, _) => Task.FromResult(request);

    public ClientStreamingServerMethod<string, string> ClientStreaming { get; set; } = static async (requests, context) =>
        string.Join(',', await requests.ReadAllAsync(context.CancellationToken).ToListAsync());

    public ServerStreamingServerMethod<string, string> ServerStreaming { get; set; } = static async (request, responses, context) =>
    {
        foreach (string part in request.Split(','))
            await responses.WriteAsync(part, context.CancellationToken);
    };

    public DuplexStreamingServerMethod<string, string> Duplex { get; set; } = static async (requests, responses, context) =>
    {
        await foreach (string request in requests.ReadAllAsync(context.CancellationToken))
            await responses.WriteAsync(request, context.CancellationToken);
    };
}
