using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Inpaint.Models.Glove;

/// <summary>Encodes sentences by the vectors of their words. Safe for any number of threads until it is disposed of.</summary>
public sealed class GloveEncoder : IDisposable
{
    // Another splitter, another version: equal names of versions give equal words.
    private const string SplitterVersion = "words-1";

    private readonly GloveVectors _vectors;
    private readonly SentenceSplitter _splitter;
    private readonly SentencePooling _pooling;
    private readonly SentenceStatistics? _statistics;

    /// <summary>An encoder of open vectors, which it disposes of.</summary>
    /// <param name="name">Its name, as it stands in embeddings.</param>
    /// <param name="vectors">The words' vectors.</param>
    /// <param name="lowerCase">Whether sentences are brought to lower case; null: where the vectors have no words of upper case.</param>
    /// <param name="statistics">Measures what smooth inverse frequency needs, given the splitter; null: that pooling is not offered.</param>
    public GloveEncoder(string name, GloveVectors vectors, bool? lowerCase = null, Func<SentenceSplitter, SentenceStatistics>? statistics = null)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        var lower = lowerCase ?? !vectors.HasUpperCase;
        (Name, _vectors) = (name, vectors);
        _splitter = new SentenceSplitter(word => vectors.IndexOf(word) >= 0, lower);
        _pooling = new SentencePooling(vectors);
        _statistics = statistics?.Invoke(_splitter);
        Preprocessing = lower ? $"{SplitterVersion}-lower" : SplitterVersion;
        Digest = _statistics is null
            ? vectors.Digest
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{vectors.Digest} {_statistics.Digest}")));
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>SHA-256 over the vectors and what pooling needs, lower-case hexadecimal.</summary>
    public string Digest { get; }

    /// <summary>Name of the version of its splitting.</summary>
    public string Preprocessing { get; }

    /// <summary>Values of an embedding.</summary>
    public int Width => _vectors.Dimension;

    /// <summary>Words that have vectors.</summary>
    public int Words => _vectors.Count;

    /// <summary>Whether it can pool by smooth inverse frequency.</summary>
    public bool HasStatistics => _statistics is not null;

    /// <summary>Opens trained vectors of the models folder.</summary>
    /// <param name="store">The models folder.</param>
    /// <param name="name">The model's name; the encoder's is "glove/" and it without a leading "glove-".</param>
    /// <param name="indexFolder">Where the index is kept; null: beside the vectors.</param>
    /// <exception cref="ModelException">There is no such model, or it is damaged.</exception>
    public static GloveEncoder Open(ModelStore store, string name, string? indexFolder = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        var (manifest, text) = store.Locate(GloveModelConfiguration.Family, name);
        GloveVectors? vectors = null;
        try
        {
            var configuration = manifest.Network.Deserialize(ModelJson.Default.GloveModelConfiguration)!;
            vectors = GloveIndexPlace.Open(text, new GloveTextOptions(), indexFolder);
            if (configuration.VectorSize != vectors.Dimension || configuration.SharedDirection.Count != vectors.Dimension || !(configuration.Smoothing > 0))
                throw new ArgumentException($"vectors of {vectors.Dimension} values are not those of its configuration");
            using var counts = File.OpenRead(Path.Combine(Path.GetDirectoryName(text)!, GloveModelConfiguration.CountsFile));
            var statistics = SentenceStatistics.Of(WordCounts.Read(counts), configuration);
            return new GloveEncoder(NameOf(name), vectors, configuration.LowerCase, _ => statistics);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or GloveFormatException or FileNotFoundException)
        {
            vectors?.Dispose();
            throw new ModelException(ModelErrorKind.Corrupt, $"the model '{name}' does not fit its manifest: {exception.Message}", exception);
        }
    }

    /// <summary>"glove/" and a name without the "glove-" or "glove." before it, or the ".txt" behind it.</summary>
    public static string NameOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var kept = name.EndsWith(".txt", StringComparison.Ordinal) ? name[..^4] : name;
        return "glove/" + (kept.StartsWith("glove-", StringComparison.Ordinal) || kept.StartsWith("glove.", StringComparison.Ordinal) ? kept[6..] : kept);
    }

    /// <summary>The words of a sentence, as far as the vocabulary helps to split it.</summary>
    public List<string> Split(string text) => _splitter.Split(text);

    /// <summary>Share of words that have no vector, 0 to 1; 0 where there are no words.</summary>
    public double UnknownShare(IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return words.Count == 0 ? 0 : (double)words.Count(word => _vectors.IndexOf(word) < 0) / words.Count;
    }

    /// <summary>Pools the vectors of words by their mean.</summary>
    public PooledSentence Average(IReadOnlyList<string> words) => _pooling.Average(words);

    /// <summary>Pools the vectors of words by smooth inverse frequency.</summary>
    /// <exception cref="InvalidOperationException">There are no statistics.</exception>
    public PooledSentence Sif(IReadOnlyList<string> words) => _statistics is { } known
        ? _pooling.Sif(words, known.Weights, known.SharedDirection)
        : throw new InvalidOperationException("these vectors come without frequencies of words");

    /// <inheritdoc/>
    public void Dispose() => _vectors.Dispose();
}
