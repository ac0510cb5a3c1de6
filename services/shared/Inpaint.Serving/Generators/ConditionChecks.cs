using Inpaint.Models;
using Inpaint.V1;

namespace Inpaint.Serving.Generators;

/// <summary>Whether a model takes what a request would condition it on: checked before anything is spent. What it does not take is refused, never left out.</summary>
internal static class ConditionChecks
{
    /// <summary>Refuses what the model does not take whatever its value.</summary>
    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT, naming the field.</exception>
    public static void RequireAccepted(InpaintRequest request, CompletionModelInfo model)
    {
        if (request.Text.Length > 0 && model.Text is null)
            throw FieldError.Invalid("text", $"the model {model.Name} is not conditioned on text");
        if (request.Text.Length == 0 && request.TextTruncation != TextTruncation.Unspecified)
            throw FieldError.Invalid("text_truncation", "given without a text");
        if (request.Parameters is not null && model.Encoder is null)
            throw FieldError.Invalid("parameters", $"the model {model.Name} is not conditioned on parameters");
        if (request.Embeddings.Count > 0 && model.Encoder is null && model.Text is null)
            throw FieldError.Invalid("embeddings", $"the model {model.Name} is not conditioned on embeddings");
        for (int i = 0; i < request.Embeddings.Count; i++)
            RequireFits(request, i, model);
    }

    /// <summary>The embedding of an encoder among those that a request brings; null: it brings none.</summary>
    public static Embedding? Of(InpaintRequest request, string? encoder) =>
        request.Embeddings.FirstOrDefault(embedding => embedding.Encoder == encoder);

    private static void RequireFits(InpaintRequest request, int index, CompletionModelInfo model)
    {
        string field = $"embeddings[{index}]";
        Embedding embedding = request.Embeddings[index];
        if (request.Embeddings.Take(index).Any(earlier => earlier.Encoder == embedding.Encoder))
            throw FieldError.Invalid("embeddings", $"two are of the encoder {embedding.Encoder}; one is accepted");
        if (model.Encoder is not null && embedding.Encoder == model.Encoder)
        {
            if (request.Parameters is not null)
                throw FieldError.Invalid("embeddings", "given together with parameters, which they stand for; one of the two is accepted");
            RequireRevision(embedding, model.EncoderDigest!, model, field);
            if (embedding.Values.Count != model.EmbeddingWidth)
                throw FieldError.Invalid($"{field}.values", $"{embedding.Values.Count} values, but the model {model.Name} takes {model.EmbeddingWidth}");
        }
        else if (model.Text is { } text && embedding.Encoder == text.Encoder)
        {
            if (request.Text.Length > 0)
                throw FieldError.Invalid("embeddings", "given together with a text, which they stand for; one of the two is accepted");
            RequireRevision(embedding, text.Digest, model, field);
            if (embedding.Tokens < 1 || embedding.Tokens > text.MaxTokens || embedding.Values.Count != embedding.Tokens * text.Width)
                throw FieldError.Invalid($"{field}.tokens", $"{embedding.Tokens} tokens in {embedding.Values.Count} values, but the model {model.Name} takes 1 to {text.MaxTokens} tokens of {text.Width} values");
        }
        else
        {
            throw FieldError.Invalid($"{field}.encoder", $"must be {string.Join(" or ", Encoders(model))} for the model {model.Name}");
        }
        RequireFinite(embedding, field);
    }

    private static void RequireRevision(Embedding embedding, string digest, CompletionModelInfo model, string field)
    {
        if (embedding.Digest != digest)
            throw FieldError.Invalid($"{field}.digest", $"must be {digest}: the model {model.Name} was trained with that revision of the encoder");
    }

    private static void RequireFinite(Embedding embedding, string field)
    {
        for (int i = 0; i < embedding.Values.Count; i++)
        {
            if (!float.IsFinite(embedding.Values[i]))
                throw FieldError.Invalid($"{field}.values[{i}]", "not a finite number");
        }
    }

    private static IEnumerable<string> Encoders(CompletionModelInfo model) =>
        new[] { model.Encoder, model.Text?.Encoder }.OfType<string>();
}
