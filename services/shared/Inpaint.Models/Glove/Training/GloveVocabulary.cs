using System.Runtime.InteropServices;
using System.Text;

namespace Inpaint.Models.Glove;

/// <summary>The words that vectors are trained for: by falling count, equal counts in byte order. Immutable.</summary>
public sealed class GloveVocabulary
{
    /// <summary>The token of the last vector, which stands for all other words.</summary>
    public const string UnknownToken = "<unk>";

    private readonly Dictionary<string, int> _indices;

    private GloveVocabulary(string[] words, long[] counts)
    {
        (Words, Counts) = (words, counts);
        _indices = new Dictionary<string, int>(words.Length, StringComparer.Ordinal);
        for (var i = 0; i < words.Length; i++)
            _indices.Add(words[i], i);
    }

    /// <summary>The words.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>How often each of them occurs.</summary>
    public IReadOnlyList<long> Counts { get; }

    /// <summary>Counts the words of a corpus.</summary>
    /// <param name="corpus">One document a line; read once, not disposed of.</param>
    /// <param name="minimumCount">Rarer words are left out; at least 1.</param>
    /// <param name="cancellationToken">Ends counting.</param>
    /// <exception cref="GloveFormatException">The corpus is malformed.</exception>
    public static GloveVocabulary Count(Stream corpus, long minimumCount, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumCount, 1);
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var (reader, words) = (new CorpusReader(corpus), new List<string>());
        while (reader.TryRead(words))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var word in words)
                CollectionsMarshal.GetValueRefOrAddDefault(counts, word, out _)++;
        }

        var kept = counts
            .Where(entry => entry.Value >= minimumCount)
            .Select(entry => (Word: entry.Key, Bytes: Encoding.UTF8.GetBytes(entry.Key), entry.Value))
            .ToArray();
        Array.Sort(kept, (a, b) => a.Value != b.Value ? b.Value.CompareTo(a.Value) : a.Bytes.AsSpan().SequenceCompareTo(b.Bytes));
        return new GloveVocabulary([.. kept.Select(entry => entry.Word)], [.. kept.Select(entry => entry.Value)]);
    }

    /// <summary>The place of a word, counted from 0; -1 where it has none.</summary>
    public int IndexOf(string word) => _indices.GetValueOrDefault(word, -1);
}
