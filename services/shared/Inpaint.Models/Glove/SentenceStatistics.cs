using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Inpaint.Models.Glove;

/// <summary>What smooth inverse frequency knows of a corpus: weights of words, and what its sentences share. Immutable.</summary>
/// <param name="Weights">The weights.</param>
/// <param name="SharedDirection">A direction of length 1, as many values as a vector has.</param>
/// <param name="Digest">SHA-256 over both, lower-case hexadecimal.</param>
public sealed record SentenceStatistics(SifStatistics Weights, double[] SharedDirection, string Digest)
{
    private const int MostSentences = 100_000;

    /// <summary>The statistics that a model was stored with.</summary>
    /// <param name="counts">How often each word was met.</param>
    /// <param name="configuration">The model's configuration.</param>
    public static SentenceStatistics Of(IReadOnlyDictionary<string, long> counts, GloveModelConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        double[] shared = [.. configuration.SharedDirection];
        return new SentenceStatistics(new SifStatistics(counts, a: configuration.Smoothing), shared, DigestOf(counts, configuration.Smoothing, shared));
    }

    /// <summary>The statistics of a corpus, of its first 100,000 sentences.</summary>
    /// <param name="path">UTF-8, a sentence a line.</param>
    /// <param name="splitter">Splits them into words.</param>
    /// <param name="vectors">The words' vectors.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SentenceStatistics Measure(string path, SentenceSplitter splitter, GloveVectors vectors)
    {
        List<string>[] sentences = [.. File.ReadLines(path).Take(MostSentences).Select(splitter.Split)];
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var word in sentences.SelectMany(words => words))
            CollectionsMarshal.GetValueRefOrAddDefault(counts, word, out _)++;
        var weights = new SifStatistics(counts);
        var shared = SifStatistics.SharedDirectionOf(sentences, vectors, weights);
        return new SentenceStatistics(weights, shared, DigestOf(counts, weights.Smoothing, shared));
    }

    private static string DigestOf(IReadOnlyDictionary<string, long> counts, double smoothing, double[] shared)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (word, count) in counts.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes($"{word.Length}:{word} {count}\n"));
        var number = new byte[sizeof(double)];
        foreach (var value in shared.Prepend(smoothing))
        {
            BinaryPrimitives.WriteDoubleLittleEndian(number, value);
            hash.AppendData(number);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
