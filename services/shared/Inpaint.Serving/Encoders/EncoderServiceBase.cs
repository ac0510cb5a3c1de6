using Grpc.Core;
using Inpaint.Serving.Caching;
using Inpaint.Serving.Streaming;
using Inpaint.V1;

namespace Inpaint.Serving.Encoders;

/// <summary>
/// The contract of encoders: checks, look-ups, answers and streams. A service of its own names its encoders, makes their inputs ready
/// and computes.
/// </summary>
/// <typeparam name="TInput">An input that was found right and is ready to be computed.</typeparam>
/// <param name="cache">Looks embeddings up before they are computed.</param>
/// <param name="serving">How large an answer may be.</param>
public abstract class EncoderServiceBase<TInput>(CachedEncoder cache, ServingOptions serving) : EncoderService.EncoderServiceBase
{
    // As the contract says.
    private const int MaxUnderWay = 64;
    private static readonly EncodingOptions NoOptions = new();

    /// <summary>Names of the service's encoders.</summary>
    protected abstract IReadOnlyList<string> Names { get; }

    /// <summary>Takes an encoder in hand.</summary>
    /// <param name="name">Its name; empty: the default one.</param>
    /// <param name="field">The field that holds the name.</param>
    /// <param name="cancellationToken">Ends the wait for one that is being opened.</param>
    /// <exception cref="RpcException">NOT_FOUND or FAILED_PRECONDITION, naming the field.</exception>
    protected abstract ValueTask<IServedEncoder<TInput>> OpenAsync(string name, string field, CancellationToken cancellationToken);

    /// <summary>Refuses every name but that of the service's only encoder.</summary>
    /// <param name="name">The name asked for; empty: the default one.</param>
    /// <param name="field">The field that holds the name.</param>
    /// <param name="only">The name there is.</param>
    /// <exception cref="RpcException">NOT_FOUND, naming the field.</exception>
    protected static void RequireName(string name, string field, string only)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length > 0 && name != only)
            throw FieldError.NotFound(field, $"there is no encoder '{name}'; there is {only}");
    }

    /// <inheritdoc/>
    public override async Task<DescribeEncoderResponse> DescribeEncoder(DescribeEncoderRequest request, ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        using IServedEncoder<TInput> encoder = await OpenAsync(request.Encoder, "encoder", context.CancellationToken);
        return encoder.Facts.ToResponse(Names);
    }

    /// <inheritdoc/>
    public override async Task<EncodeResponse> Encode(EncodeRequest request, ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        EncodingOptions options = request.Options ?? NoOptions;
        EncodingChecks.RequireRoom(request.Inputs.Count, 0, serving.MaxMessageBytes);
        using IServedEncoder<TInput> encoder = await OpenAsync(options.Encoder, "options.encoder", context.CancellationToken);
        EncodingChecks.RequireHonoured(options, encoder.Facts);
        EncodingChecks.RequireRoom(request.Inputs.Count, encoder.ValuesOf(options), serving.MaxMessageBytes);
        // All are checked before any is computed.
        var prepared = new PreparedInput<TInput>[request.Inputs.Count];
        for (int i = 0; i < prepared.Length; i++)
            prepared[i] = Prepare(encoder, request.Inputs[i], options, new FieldPath("inputs", i));
        CachedEmbedding[] embeddings = await GetAsync(encoder, prepared, options, context.CancellationToken);
        var response = new EncodeResponse();
        for (int i = 0; i < prepared.Length; i++)
        {
            response.Embeddings.Add(Write(encoder.Facts, embeddings[i], options));
            response.Details.Add(Detail(prepared[i], embeddings[i]));
            response.CacheHits += embeddings[i].IsHit ? 1 : 0;
        }
        return response;
    }

    /// <inheritdoc/>
    public override Task StreamEncode(
        IAsyncStreamReader<StreamEncodeRequest> requestStream, IServerStreamWriter<StreamEncodeResponse> responseStream, ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return OrderedPipeline.RunAsync(requestStream, responseStream, AnswerAsync, MaxUnderWay, context.CancellationToken);
    }

    private async Task<StreamEncodeResponse> AnswerAsync(StreamEncodeRequest request, CancellationToken cancellationToken)
    {
        EncodingOptions options = request.Options ?? NoOptions;
        using IServedEncoder<TInput> encoder = await OpenAsync(options.Encoder, "options.encoder", cancellationToken);
        EncodingChecks.RequireHonoured(options, encoder.Facts);
        PreparedInput<TInput> prepared = Prepare(encoder, request.Input, options, new FieldPath("input"));
        CachedEmbedding embedding = (await GetAsync(encoder, [prepared], options, cancellationToken))[0];
        return new StreamEncodeResponse
        {
            RequestId = request.RequestId,
            Embedding = Write(encoder.Facts, embedding, options),
            CacheHit = embedding.IsHit,
            Detail = Detail(prepared, embedding),
        };
    }

    private static PreparedInput<TInput> Prepare(IServedEncoder<TInput> encoder, EncoderInput? input, EncodingOptions options, FieldPath field)
    {
        EncodingChecks.RequireAccepted(input, encoder.Facts, field);
        return encoder.Prepare(input!, options, field);
    }

    private Task<CachedEmbedding[]> GetAsync(
        IServedEncoder<TInput> encoder, PreparedInput<TInput>[] prepared, EncodingOptions options, CancellationToken cancellationToken)
    {
        EmbeddingKey[] keys = new EmbeddingKey[prepared.Length];
        for (int i = 0; i < keys.Length; i++)
            keys[i] = prepared[i].Key;
        return cache.GetManyAsync(keys, ComputeAsync, cancellationToken, encoder.ValuesOf(options));

        Task<float[][]> ComputeAsync(IReadOnlyList<int> indices, CancellationToken cancelled) =>
            encoder.ComputeAsync([.. indices.Select(i => prepared[i].Input)], options, cancelled);
    }

    private static Embedding Write(EncoderFacts facts, CachedEmbedding embedding, EncodingOptions options) => new()
    {
        Encoder = facts.Name,
        Digest = facts.Digest,
        Values = { embedding.Values },
        Tokens = options.Form == EmbeddingForm.Tokens ? embedding.Values.Length / facts.TokenWidth : 0,
    };

    private static EncodingDetail Detail(PreparedInput<TInput> prepared, CachedEmbedding embedding) => new()
    {
        CacheHit = embedding.IsHit,
        Truncated = prepared.Truncated,
        Tokens = prepared.Tokens,
        UnknownShare = prepared.UnknownShare,
    };
}
