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
    private const string Preprocessing = "standardised-1";

    public override Task<DescribeEncoderResponse> DescribeEncoder(DescribeEncoderRequest request, ServerCallContext context) =>
        Task.FromResult(new DescribeEncoderResponse
        {
            Encoder = encoder.Name,
            Digest = encoder.Digest,
            Width = encoder.Width,
            ParameterSchema = ParameterSchemaWriter.Write(encoder.Schema),
            Accepts = { EncoderInputKind.Parameters },
            Preprocessing = Preprocessing,
        });

    public override async Task<EncodeResponse> Encode(EncodeRequest request, ServerCallContext context)
    {
        if (request.Inputs.Count is 0 or > MaxInputs)
            throw FieldError.Invalid("inputs", $"{request.Inputs.Count} given, 1 to {MaxInputs} are accepted");
        // All are checked before any is computed.
        double[][] designs = new double[request.Inputs.Count][];
        for (int i = 0; i < designs.Length; i++)
            designs[i] = Read(request.Inputs[i], "inputs", i);
        var response = new EncodeResponse();
        foreach (CachedEmbedding embedding in await EncodeAsync(designs, context.CancellationToken))
        {
            response.Embeddings.Add(Write(embedding));
            response.Details.Add(Detail(embedding));
            response.CacheHits += embedding.IsHit ? 1 : 0;
        }
        return response;
    }

    public override Task StreamEncode(
        IAsyncStreamReader<StreamEncodeRequest> requestStream, IServerStreamWriter<StreamEncodeResponse> responseStream, ServerCallContext context) =>
        OrderedPipeline.RunAsync(requestStream, responseStream, AnswerAsync, MaxUnderWay, context.CancellationToken);

    private async Task<StreamEncodeResponse> AnswerAsync(StreamEncodeRequest request, CancellationToken cancellationToken)
    {
        CachedEmbedding embedding = (await EncodeAsync([Read(request.Input, "input")], cancellationToken))[0];
        return new StreamEncodeResponse
        {
            RequestId = request.RequestId,
            Embedding = Write(embedding),
            CacheHit = embedding.IsHit,
            Detail = Detail(embedding),
        };
    }

    // The field is put into words only where it is needed: a batch has thousands of them.
    private double[] Read(EncoderInput? input, string field, int index = -1) => input?.InputCase switch
    {
        EncoderInput.InputOneofCase.Parameters => parameters.Read(input.Parameters, new FieldPath(field, index, ".parameters")),
        EncoderInput.InputOneofCase.Text => throw FieldError.Invalid($"{new FieldPath(field, index, ".text")}", $"{encoder.Name} takes parameters alone"),
        EncoderInput.InputOneofCase.Picture => throw FieldError.Invalid($"{new FieldPath(field, index, ".picture")}", $"{encoder.Name} takes parameters alone"),
        _ => throw FieldError.Invalid($"{new FieldPath(field, index)}", "required"),
    };

    private Task<CachedEmbedding[]> EncodeAsync(double[][] designs, CancellationToken cancellationToken)
    {
        EmbeddingKey[] keys = new EmbeddingKey[designs.Length];
        for (int i = 0; i < keys.Length; i++)
            keys[i] = EmbeddingKey.ForParameters(encoder.Name, encoder.Digest, Preprocessing, designs[i]);
        return cache.GetManyAsync(keys, ComputeAsync, cancellationToken, encoder.Width);

        Task<float[][]> ComputeAsync(IReadOnlyList<int> indices, CancellationToken _) =>
            Task.FromResult<float[][]>([.. indices.Select(i => encoder.Encode(designs[i]))]);
    }

    private Embedding Write(CachedEmbedding embedding) => new()
    {
        Encoder = encoder.Name,
        Digest = encoder.Digest,
        Values = { embedding.Values },
    };

    private static EncodingDetail Detail(CachedEmbedding embedding) => new() { CacheHit = embedding.IsHit };
}
