using Grpc.Core;
using Inpaint.Models.Parametric;
using Inpaint.Serving;
using Inpaint.Serving.Caching;
using Inpaint.Serving.Streaming;
using Inpaint.V1;

namespace Inpaint.Parametric;

/// <summary>
/// Turns half-filled designs into embeddings: for every parameter its standardised value, and whether it is known at all.
/// </summary>
internal sealed class ParametricEncoderService(ParametricEncoder encoder, ParameterReader parameters, CachedEncoder cache) : EncoderService.EncoderServiceBase
{
    // Both as the contract says.
    private const int MaxInputs = 256;
    private const int MaxUnderWay = 64;

    public override Task<DescribeEncoderResponse> DescribeEncoder(DescribeEncoderRequest request, ServerCallContext context) =>
        Task.FromResult(new DescribeEncoderResponse
        {
            Encoder = encoder.Name,
            Digest = encoder.Digest,
            Width = encoder.Width,
            ParameterSchema = ParameterSchemaWriter.Write(encoder.Schema),
        });

    public override async Task<EncodeResponse> Encode(EncodeRequest request, ServerCallContext context)
    {
        if (request.Inputs.Count is 0 or > MaxInputs)
            throw FieldError.Invalid("inputs", $"{request.Inputs.Count} given, 1 to {MaxInputs} are accepted");
        // All are checked before any is computed.
        double[][] designs = [.. request.Inputs.Select((input, i) => Read(input, $"inputs[{i}]"))];
        var response = new EncodeResponse();
        foreach (double[] design in designs)
        {
            CachedEmbedding embedding = await EncodeAsync(design, context.CancellationToken);
            response.Embeddings.Add(Write(embedding));
            response.CacheHits += embedding.IsHit ? 1 : 0;
        }
        return response;
    }

    public override Task StreamEncode(
        IAsyncStreamReader<StreamEncodeRequest> requestStream, IServerStreamWriter<StreamEncodeResponse> responseStream, ServerCallContext context) =>
        OrderedPipeline.RunAsync(requestStream, responseStream, AnswerAsync, MaxUnderWay, context.CancellationToken);

    private async Task<StreamEncodeResponse> AnswerAsync(StreamEncodeRequest request, CancellationToken cancellationToken)
    {
        CachedEmbedding embedding = await EncodeAsync(Read(request.Input, "input"), cancellationToken);
        return new StreamEncodeResponse { RequestId = request.RequestId, Embedding = Write(embedding), CacheHit = embedding.IsHit };
    }

    private double[] Read(EncoderInput? input, string field) => input?.InputCase switch
    {
        EncoderInput.InputOneofCase.Parameters => parameters.Read(input.Parameters, $"{field}.parameters"),
        EncoderInput.InputOneofCase.Text => throw FieldError.Invalid($"{field}.text", $"{encoder.Name} takes parameters alone"),
        EncoderInput.InputOneofCase.Picture => throw FieldError.Invalid($"{field}.picture", $"{encoder.Name} takes parameters alone"),
        _ => throw FieldError.Invalid(field, "required"),
    };

    private Task<CachedEmbedding> EncodeAsync(double[] design, CancellationToken cancellationToken)
    {
        EmbeddingKey key = EmbeddingKey.ForParameters(encoder.Name, encoder.Digest, design);
        return cache.GetAsync(key, () => encoder.Encode(design), cancellationToken);
    }

    private Embedding Write(CachedEmbedding embedding) => new()
    {
        Encoder = encoder.Name,
        Digest = encoder.Digest,
        Values = { embedding.Values },
    };
}
