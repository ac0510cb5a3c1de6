using Grpc.Core;
using Inpaint.Models;
using Inpaint.V1;

namespace Inpaint.Serving.Generators;

/// <summary>
/// Turns the parameters, the text or the ready embeddings of an accepted request into what the model is conditioned on, asking the
/// encoders. Without parameters all of them are unknown; without a text there is none.
/// </summary>
internal sealed class ConditionReader(EncoderDirectory encoders)
{
    // As EncodeRequest names the input that this reader sends.
    private const string InputField = "inputs[0].";

    /// <summary>The condition of an accepted request.</summary>
    /// <exception cref="RpcException">
    /// INVALID_ARGUMENT naming a parameter or the text, FAILED_PRECONDITION when an encoder is not the one the model was trained with,
    /// UNAVAILABLE when one cannot be asked.
    /// </exception>
    public async Task<Condition> ReadAsync(InpaintRequest request, CompletionModelInfo model, CallFacts call, CancellationToken cancellationToken)
    {
        Task<(float[]? Embedding, IReadOnlyList<string> Known)> parameters = ReadParametersAsync(request, model, call, cancellationToken);
        Task<EncodedText?> text = ReadTextAsync(request, model, call, cancellationToken);
        // Both are seen to their end: what one of them throws must not leave the other one unobserved.
        await Task.WhenAll(parameters, text);
        (float[]? embedding, IReadOnlyList<string> known) = await parameters;
        return new Condition(embedding, known, await text);
    }

    private async Task<(float[]? Embedding, IReadOnlyList<string> Known)> ReadParametersAsync(
        InpaintRequest request, CompletionModelInfo model, CallFacts call, CancellationToken cancellationToken)
    {
        if (model.Encoder is not { } encoder)
            return (null, []);
        return await AskAsync<(float[]?, IReadOnlyList<string>)>(encoder, async client =>
        {
            Embedding embedding = ConditionChecks.Of(request, encoder)
                ?? (await client.EncodeAsync(Input(request.Parameters), new EncodingOptions { Encoder = encoder }, call.Deadline, cancellationToken)).Embedding;
            if (embedding.Encoder != encoder || embedding.Digest != model.EncoderDigest || embedding.Values.Count != model.EmbeddingWidth)
                throw OtherRevision(model, encoder);
            DescribeEncoderResponse description = await client.DescribeAsync(encoder, embedding.Digest, call.Deadline, cancellationToken);
            return ([.. embedding.Values], KnownParameters(embedding, description));
        });
    }

    private async Task<EncodedText?> ReadTextAsync(InpaintRequest request, CompletionModelInfo model, CallFacts call, CancellationToken cancellationToken)
    {
        if (model.Text is not { } text)
            return null;
        if (ConditionChecks.Of(request, text.Encoder) is { } ready)
            return new EncodedText([.. ready.Values], IsTruncated: false);
        if (request.Text.Length == 0)
            return null;
        var options = new EncodingOptions { Encoder = text.Encoder, Form = EmbeddingForm.Tokens, Truncation = request.TextTruncation };
        return await AskAsync(text.Encoder, async client =>
        {
            (Embedding embedding, EncodingDetail detail) =
                await client.EncodeAsync(new EncoderInput { Text = request.Text }, options, call.Deadline, cancellationToken);
            bool fits = embedding.Tokens >= 1 && embedding.Tokens <= text.MaxTokens && embedding.Values.Count == embedding.Tokens * text.Width;
            if (embedding.Encoder != text.Encoder || embedding.Digest != text.Digest || !fits)
                throw OtherRevision(model, text.Encoder);
            return new EncodedText([.. embedding.Values], detail.Truncated);
        });
    }

    // The encoder's word on its input becomes a word on this request's field; an encoder that does not answer makes this service unavailable.
    private async Task<T> AskAsync<T>(string encoder, Func<EncoderClient, Task<T>> ask)
    {
        EncoderClient client = encoders.Find(encoder)
            ?? throw new RpcException(new Status(StatusCode.Unavailable, $"no address is configured for the encoder {encoder}"));
        try
        {
            return await ask(client);
        }
        catch (RpcException exception) when (FieldError.FieldOf(exception) is { } field && field.StartsWith(InputField, StringComparison.Ordinal))
        {
            string description = exception.Status.Detail[Math.Min(exception.Status.Detail.Length, field.Length + 2)..];
            throw FieldError.Invalid(field[InputField.Length..], description);
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.Unavailable or StatusCode.Unimplemented or StatusCode.Internal or StatusCode.NotFound)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, $"the encoder {encoder} cannot be asked"));
        }
    }

    private static EncoderInput Input(DesignParameters? parameters) => new() { Parameters = parameters ?? new DesignParameters() };

    private static RpcException OtherRevision(CompletionModelInfo model, string encoder) =>
        FieldError.FailedPrecondition("model", $"{model.Name} was trained with another revision of the encoder {encoder} than the one that runs");

    // The second half of a parametric embedding says for every parameter whether it is known.
    private static IReadOnlyList<string> KnownParameters(Embedding embedding, DescribeEncoderResponse description)
    {
        if (description.ParameterSchema is not { } schema || embedding.Values.Count != 2 * schema.Parameters.Count)
            return [];
        return [.. schema.Parameters.Where((_, i) => embedding.Values[schema.Parameters.Count + i] > 0).Select(parameter => parameter.Name)];
    }
}
