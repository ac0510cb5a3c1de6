using Grpc.Core;
using Inpaint.Models;
using Inpaint.V1;

namespace Inpaint.Serving.Generators;

/// <summary>
/// Turns what a request says of the picture into the embedding that its model takes. What a model does not take is refused,
/// never left out.
/// </summary>
internal sealed class ConditionReader(EncoderDirectory encoders)
{
    // As EncodeRequest names the input that this reader sends.
    private const string EncoderFieldPrefix = "inputs[0].";

    /// <summary>Refuses, before anything is spent, what the model does not take whatever its value.</summary>
    /// <exception cref="RpcException">INVALID_ARGUMENT, naming the field.</exception>
    public static void RequireAccepted(InpaintRequest request, CompletionModelInfo model)
    {
        if (request.Text.Length > 0)
            throw FieldError.Invalid("text", $"the model {model.Name} is not conditioned on text");
        if (model.Encoder is null)
        {
            if (request.Parameters is not null)
                throw FieldError.Invalid("parameters", $"the model {model.Name} is not conditioned on parameters");
            if (request.Embeddings.Count > 0)
                throw FieldError.Invalid("embeddings", $"the model {model.Name} is not conditioned on embeddings");
        }
        else if (request.Embeddings.Count > 0)
        {
            if (request.Parameters is not null)
                throw FieldError.Invalid("embeddings", "given together with parameters, which they stand for; one of the two is accepted");
            RequireFits(request, model);
        }
    }

    /// <summary>The condition of an accepted request. Without parameters and embeddings all parameters are unknown.</summary>
    /// <exception cref="RpcException">INVALID_ARGUMENT naming a parameter, or UNAVAILABLE when the encoder cannot be asked.</exception>
    public async Task<Condition> ReadAsync(InpaintRequest request, CompletionModelInfo model, CallFacts call, CancellationToken cancellationToken)
    {
        if (model.Encoder is not { } encoder)
            return Condition.None;
        EncoderClient client = encoders.Find(encoder)
            ?? throw new RpcException(new Status(StatusCode.Unavailable, $"no address is configured for the encoder {encoder}"));
        try
        {
            Embedding embedding = request.Embeddings.Count > 0
                ? request.Embeddings[0]
                : await client.EncodeAsync(request.Parameters ?? new DesignParameters(), call.Deadline, cancellationToken);
            RequireSameRevision(embedding, model);
            DescribeEncoderResponse description = await client.DescribeAsync(embedding.Digest, call.Deadline, cancellationToken);
            return new Condition([.. embedding.Values], KnownParameters(embedding, description));
        }
        catch (RpcException exception) when (FieldError.FieldOf(exception) is { } field && field.StartsWith(EncoderFieldPrefix, StringComparison.Ordinal))
        {
            string description = exception.Status.Detail[Math.Min(exception.Status.Detail.Length, field.Length + 2)..];
            throw FieldError.Invalid(field[EncoderFieldPrefix.Length..], description);
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.Unavailable or StatusCode.Unimplemented or StatusCode.Internal)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, $"the encoder {encoder} cannot be asked"));
        }
    }

    private static void RequireFits(InpaintRequest request, CompletionModelInfo model)
    {
        if (request.Embeddings.Count > 1)
            throw FieldError.Invalid("embeddings", $"{request.Embeddings.Count} given, but the model {model.Name} takes one");
        Embedding embedding = request.Embeddings[0];
        if (embedding.Encoder != model.Encoder)
            throw FieldError.Invalid("embeddings[0].encoder", $"must be {model.Encoder} for the model {model.Name}");
        if (embedding.Digest != model.EncoderDigest)
            throw FieldError.Invalid("embeddings[0].digest", $"must be {model.EncoderDigest}: the model {model.Name} was trained with that revision of the encoder");
        if (embedding.Values.Count != model.EmbeddingWidth)
            throw FieldError.Invalid("embeddings[0].values", $"{embedding.Values.Count} values, but the model {model.Name} takes {model.EmbeddingWidth}");
        for (int i = 0; i < embedding.Values.Count; i++)
        {
            if (!float.IsFinite(embedding.Values[i]))
                throw FieldError.Invalid($"embeddings[0].values[{i}]", "not a finite number");
        }
    }

    private static void RequireSameRevision(Embedding embedding, CompletionModelInfo model)
    {
        if (embedding.Encoder != model.Encoder || embedding.Digest != model.EncoderDigest || embedding.Values.Count != model.EmbeddingWidth)
            throw FieldError.FailedPrecondition("model", $"{model.Name} was trained with another revision of the encoder {model.Encoder} than the one that runs");
    }

    // The second half of a parametric embedding says for every parameter whether it is known.
    private static IReadOnlyList<string> KnownParameters(Embedding embedding, DescribeEncoderResponse description)
    {
        if (description.ParameterSchema is not { } schema || embedding.Values.Count != 2 * schema.Parameters.Count)
            return [];
        return [.. schema.Parameters.Where((_, i) => embedding.Values[schema.Parameters.Count + i] > 0).Select(parameter => parameter.Name)];
    }
}
