using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Inpaint.V1;

namespace Inpaint.Serving.Generators;

/// <summary>Asks an encoder service for embeddings, within what is left of the caller's deadline.</summary>
public sealed class EncoderClient : IDisposable
{
    // The most an encoder may take for a caller who sets no deadline: an encoding is a matter of milliseconds.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private readonly GrpcChannel _channel;
    private readonly EncoderService.EncoderServiceClient _client;
    private readonly TimeProvider _time;
    private DescribeEncoderResponse? _description;

    /// <summary>A client of the service at an address; it connects on first use.</summary>
    public EncoderClient(Uri address, TimeProvider time)
    {
        _time = time;
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2), EnableMultipleHttp2Connections = true },
            DisposeHttpClient = true,
            ServiceConfig = new ServiceConfig { MethodConfigs = { RetryWhenUnavailable() } },
        });
        _client = new EncoderService.EncoderServiceClient(_channel);
    }

    /// <summary>Encodes a half-filled design.</summary>
    /// <exception cref="RpcException">Whatever the encoder answered.</exception>
    public async Task<Embedding> EncodeAsync(DesignParameters design, DateTime deadline, CancellationToken cancellationToken)
    {
        var request = new EncodeRequest { Inputs = { new EncoderInput { Parameters = design } } };
        EncodeResponse response = await _client.EncodeAsync(request, Options(deadline, cancellationToken));
        return response.Embeddings.Count == 1
            ? response.Embeddings[0]
            : throw new RpcException(new Status(StatusCode.Unavailable, $"the encoder gave {response.Embeddings.Count} embeddings for one input"));
    }

    /// <summary>What the encoder is; asked again only when the digest is not the one known.</summary>
    /// <exception cref="RpcException">Whatever the encoder answered.</exception>
    public async Task<DescribeEncoderResponse> DescribeAsync(string digest, DateTime deadline, CancellationToken cancellationToken)
    {
        if (_description is { } known && known.Digest == digest)
            return known;
        return _description = await _client.DescribeEncoderAsync(new DescribeEncoderRequest(), Options(deadline, cancellationToken));
    }

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();

    private CallOptions Options(DateTime deadline, CancellationToken cancellationToken)
    {
        DateTime latest = _time.GetUtcNow().UtcDateTime + LongestWait;
        return new CallOptions(deadline: deadline < latest ? deadline : latest, cancellationToken: cancellationToken);
    }

    // Encoding changes nothing, so that asking again is always allowed.
    private static MethodConfig RetryWhenUnavailable() => new()
    {
        Names = { MethodName.Default },
        RetryPolicy = new RetryPolicy
        {
            MaxAttempts = 3,
            InitialBackoff = TimeSpan.FromMilliseconds(50),
            MaxBackoff = TimeSpan.FromMilliseconds(500),
            BackoffMultiplier = 2,
            RetryableStatusCodes = { StatusCode.Unavailable },
        },
    };
}
