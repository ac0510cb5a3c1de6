using Inpaint.Models.Glove;
using Inpaint.Serving;
using Inpaint.Serving.Caching;
using Inpaint.Serving.Encoders;
using Inpaint.V1;

namespace Inpaint.Glove;

/// <summary>Word vectors in the hands of calls: a sentence is ready when it is split.</summary>
internal sealed class ServedGlove(GloveEncoder encoder) : IServedEncoder<IReadOnlyList<string>>
{
    private const int MaxCharacters = 100_000;

    public EncoderFacts Facts { get; } = new()
    {
        Name = encoder.Name,
        Digest = encoder.Digest,
        Preprocessing = encoder.Preprocessing,
        Width = encoder.Width,
        Accepts = [EncoderInputKind.Text],
        PoolsWords = true,
    };

    public int ValuesOf(EncodingOptions options) => encoder.Width;

    public PreparedInput<IReadOnlyList<string>> Prepare(EncoderInput input, EncodingOptions options, FieldPath field)
    {
        if (options.Pooling == TextPooling.Sif && !encoder.HasStatistics)
            throw FieldError.Invalid("options.pooling", $"{encoder.Name} comes without frequencies of words; TEXT_POOLING_AVERAGE is accepted");
        if (input.Text.Length > MaxCharacters)
            throw FieldError.Invalid((field with { Rest = ".text" }).ToString(), $"has {input.Text.Length} characters; at most {MaxCharacters} are accepted");
        List<string> words = encoder.Split(input.Text);
        // Words hold no blanks: sentences of the same words have the same key, and no others do.
        EmbeddingKey key = EmbeddingKey.ForText(
            encoder.Name, encoder.Digest, encoder.Preprocessing, string.Join(' ', words), options.Pooling == TextPooling.Sif ? "sif" : "average");
        return new PreparedInput<IReadOnlyList<string>>(words, key, words.Count, UnknownShare: encoder.UnknownShare(words));
    }

    public Task<float[][]> ComputeAsync(IReadOnlyList<IReadOnlyList<string>> inputs, EncodingOptions options, CancellationToken cancellationToken)
    {
        Func<IReadOnlyList<string>, PooledSentence> pool = options.Pooling == TextPooling.Sif ? encoder.Sif : encoder.Average;
        return Task.FromResult<float[][]>([.. inputs.Select(words => Array.ConvertAll(pool(words).Values, value => (float)value))]);
    }

    public void Dispose()
    {
        // The vectors are the host's; a call keeps nothing open.
    }
}
