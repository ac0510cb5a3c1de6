using Inpaint.Client.Streams;
using Inpaint.V1;

namespace Inpaint.Client;

public sealed partial class InpaintClient
{
    /// <summary>What the encoder takes and how wide its embeddings are.</summary>
    /// <param name="settings">Which encoder; null: the gateway's default.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<DescribeEncoderResponse> DescribeEncoderAsync(CallSettings? settings = null, CancellationToken cancellationToken = default) =>
        AnswerAsync(_encoders.DescribeEncoderAsync(new DescribeEncoderRequest(), _calls.Short(settings, cancellationToken)), cancellationToken);

    /// <summary>Encodes a batch of 1 to 256 inputs.</summary>
    /// <param name="request">The inputs.</param>
    /// <param name="settings">Which encoder; null: the gateway's default.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<EncodeResponse> EncodeAsync(EncodeRequest request, CallSettings? settings = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return AnswerAsync(_encoders.EncodeAsync(request, _calls.Short(settings, cancellationToken)), cancellationToken);
    }

    /// <summary>Encodes a stream; the answers come in the order of the inputs.</summary>
    /// <param name="requests">The inputs; read only as far as there is room on the stream.</param>
    /// <param name="settings">Which encoder; null: the gateway's default.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public IAsyncEnumerable<StreamEncodeResponse> EncodeManyAsync(
        IAsyncEnumerable<StreamEncodeRequest> requests, CallSettings? settings = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return DuplexStream.RunAsync(
            token => _encoders.StreamEncode(_calls.Long(settings, token)), requests, _options.RequestsUnderWay, _ => true, cancellationToken);
    }
}
