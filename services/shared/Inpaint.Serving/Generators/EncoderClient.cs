using System.Collections.Concurrent;
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
    private const int MaxDescriptions = 16;
    private readonly GrpcChannel _channel;
    private readonly EncoderService.EncoderServiceClient _client;
    private readonly TimeProvider _time;

    // By digest. A service holds a few encoders, and seldom changes their weights.
    private readonly ConcurrentDictionary<string, DescribeEncoderResponse> _descriptions = new(StringComparer.Ordinal);

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

    /// <summary>Encodes one input.</summary>
    /// <exception cref="RpcException">Whatever the encoder answered.</exception>
    public async Task<(Embedding Embedding, EncodingDetail Detail)> EncodeAsync(
        EncoderInput input, EncodingOptions options, DateTime deadline, CancellationToken cancellationToken)
    {
        var request = new EncodeRequest { Inputs = { input }, Options = options };
        EncodeResponse response = await _client.EncodeAsync(request, Options(deadline, cancellationToken));
        return response.Embeddings.Count == 1
            ? (response.Embeddings[0], response.Details.FirstOrDefault() ?? new EncodingDetail())
            : throw new RpcException(new Status(StatusCode.Unavailable, $"the encoder gave {response.Embeddings.Count} embeddings for one input"));
    }

    /// <summary>What an encoder is; asked again only when the digest is not one that is known.</summary>
    /// <exception cref="RpcException">Whatever the encoder answered.</exception>
    public async Task<DescribeEncoderResponse> DescribeAsync(string encoder, string digest, DateTime deadline, CancellationToken cancellationToken)
    {
        if (_descriptions.TryGetValue(digest, out DescribeEncoderResponse? known))
            return known;
        var request = new DescribeEncoderRequest { Encoder = encoder };
        DescribeEncoderResponse description = await _client.DescribeEncoderAsync(request, Options(deadline, cancellationToken));
        if (_descriptions.Count >= MaxDescriptions)
            _descriptions.Clear();
        _descriptions[description.Digest] = description;
        return description;
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
