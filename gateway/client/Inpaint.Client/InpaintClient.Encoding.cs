using Inpaint.Client.Streams;
using Inpaint.V1;

namespace Inpaint.Client;

public sealed partial class InpaintClient
{
    /// <summary>What an encoder takes and how wide its embeddings are.</summary>
    /// <param name="settings">Which service; null: that of the encoder's kind, or the gateway's default.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <param name="encoder">Which of the service's encoders, for example <c>clip/bikes</c>; empty: its default.</param>
    public Task<DescribeEncoderResponse> DescribeEncoderAsync(
        CallSettings? settings = null, CancellationToken cancellationToken = default, string encoder = "") =>
        AnswerAsync(
            _encoders.DescribeEncoderAsync(new DescribeEncoderRequest { Encoder = encoder }, _calls.Short(Toward(encoder, settings), cancellationToken)),
            cancellationToken);

    /// <summary>Encodes a batch of 1 to 256 inputs.</summary>
    /// <param name="request">The inputs and how to encode them.</param>
    /// <param name="settings">Which service; null: that of the kind of <c>options.encoder</c>, or the gateway's default.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<EncodeResponse> EncodeAsync(EncodeRequest request, CallSettings? settings = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        CallSettings? toward = Toward(request.Options?.Encoder ?? "", settings);
        return AnswerAsync(_encoders.EncodeAsync(request, _calls.Short(toward, cancellationToken)), cancellationToken);
    }

    /// <summary>Encodes 1 to 256 texts.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="options">Encoder, truncation, pooling, form; null: the defaults of the contract.</param>
    /// <param name="settings">Which service; null: that of the kind of <c>options.encoder</c>, or the gateway's default.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<EncodeResponse> EncodeTextsAsync(
        IEnumerable<string> texts, EncodingOptions? options = null, CallSettings? settings = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return EncodeAsync(Request(texts.Select(text => new EncoderInput { Text = text }), options), settings, cancellationToken);
    }

    /// <summary>Encodes 1 to 256 pictures.</summary>
    /// <param name="pictures">The pictures.</param>
    /// <param name="options">The encoder; null: the defaults of the contract.</param>
    /// <param name="settings">Which service; null: that of the kind of <c>options.encoder</c>, or the gateway's default.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<EncodeResponse> EncodePicturesAsync(
        IEnumerable<Picture> pictures, EncodingOptions? options = null, CallSettings? settings = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        return EncodeAsync(Request(pictures.Select(picture => new EncoderInput { Picture = picture }), options), settings, cancellationToken);
    }

    /// <summary>Encodes a stream; the answers come in the order of the inputs.</summary>
    /// <param name="requests">The inputs; read only as far as there is room on the stream.</param>
    /// <param name="settings">Which service; null: the gateway's default.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public IAsyncEnumerable<StreamEncodeResponse> EncodeManyAsync(
        IAsyncEnumerable<StreamEncodeRequest> requests, CallSettings? settings = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return DuplexStream.RunAsync(
            token => _encoders.StreamEncode(_calls.Long(settings, token)), requests, _options.RequestsUnderWay, _ => true, cancellationToken);
    }

    private static EncodeRequest Request(IEnumerable<EncoderInput> inputs, EncodingOptions? options)
    {
        var request = new EncodeRequest { Options = options };
        request.Inputs.AddRange(inputs);
        return request;
    }

    // An encoder's name starts with its kind, and the gateway names services by that.
    private static CallSettings? Toward(string encoder, CallSettings? settings)
    {
        if (settings?.Encoder is not null || encoder.IndexOf('/') is not (> 0 and var slash))
            return settings;
        return (settings ?? CallSettings.Default) with { Encoder = encoder[..slash] };
    }
}
