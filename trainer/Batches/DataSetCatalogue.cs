using Inpaint.Models;
using Inpaint.Models.Parametric;
using Inpaint.Trainer.Contrastive;
using Inpaint.V1;

namespace Inpaint.Trainer.Batches;

/// <summary>A data set as a network sees it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Width">Width of its pictures.</param>
/// <param name="Height">Height of its pictures.</param>
/// <param name="Digest">Equal digests serve equal batches.</param>
/// <param name="Encoder">Encodes its parameters; null where it has none.</param>
/// <param name="TrainSamples">Samples for training.</param>
public sealed record TrainingData(string Name, int Width, int Height, string Digest, ParametricEncoder? Encoder, long TrainSamples = 0)
{
    /// <summary>Encodes its descriptions; null where the recipe names no encoder of texts.</summary>
    public TextCondition? Text { get; init; }

    /// <summary>What a CLIP begins with; null for other families.</summary>
    public ClipStart? Clip { get; init; }
}

/// <summary>Asks augmentation about a data set.</summary>
public sealed class DataSetCatalogue(ServiceChannels services, TrainerOptions options, TimeProvider time)
{
    /// <summary>Describes a data set.</summary>
    /// <exception cref="TrainingException">Augmentation does not answer or does not have it, or its parameters are of another schema than this build's.</exception>
    public async Task<TrainingData> DescribeAsync(string name, CancellationToken cancellationToken)
    {
        var retries = new RetryPolicy(options.MaxAttempts, options.RetryDelay);
        var answer = await retries.RunAsync(
            "augmentation",
            async token => await services.Augmentation.ListDataSetsAsync(
                new ListDataSetsRequest(),
                deadline: time.GetUtcNow().UtcDateTime + options.CallLimit,
                cancellationToken: token),
            time,
            cancellationToken);
        var found = answer.DataSets.FirstOrDefault(set => set.Name == name)
            ?? throw new TrainingException($"augmentation has no data set '{name}'; it has {string.Join(", ", answer.DataSets.Select(set => $"'{set.Name}'"))}");
        return new TrainingData(name, found.Width, found.Height, found.Digest, Encoder(found), found.TrainSamples);
    }

    /// <summary>Describes an encoder of texts.</summary>
    /// <exception cref="TrainingException">The encoder service does not answer, has no such encoder, or gives no token vectors.</exception>
    public async Task<TextCondition> DescribeTextEncoderAsync(string name, CancellationToken cancellationToken)
    {
        var retries = new RetryPolicy(options.MaxAttempts, options.RetryDelay);
        var answer = await retries.RunAsync(
            "the text encoder",
            async token => await services.TextEncoder.DescribeEncoderAsync(
                new DescribeEncoderRequest { Encoder = name },
                deadline: time.GetUtcNow().UtcDateTime + options.CallLimit,
                cancellationToken: token),
            time,
            cancellationToken);
        return answer.TokenWidth > 0 && answer.MaxTextTokens > 0
            ? new TextCondition(answer.Encoder, answer.Digest, answer.TokenWidth, answer.MaxTextTokens)
            : throw new TrainingException($"the encoder '{name}' gives no vectors of tokens");
    }

    private static ParametricEncoder? Encoder(DataSet set)
    {
        if (set.ParameterSchema is not { Parameters.Count: > 0 } schema)
            return null;
        var known = Models.Parametric.ParameterSchema.Bikes;
        if (schema.Name != known.Name || !schema.Parameters.Select(p => p.Name).SequenceEqual(known.Parameters.Select(p => p.Name)))
            throw new TrainingException($"the data set '{set.Name}' has parameters of the schema '{schema.Name}', which this build cannot encode");
        return new ParametricEncoder(known);
    }
}
