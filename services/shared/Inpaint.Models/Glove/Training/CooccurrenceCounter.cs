using System.Runtime.InteropServices;

namespace Inpaint.Models.Glove;

/// <summary>Counts co-occurrences in bounded memory: what does not fit is spilled to sorted runs, which are merged at the end.</summary>
public static class CooccurrenceCounter
{
    /// <summary>Counts the co-occurrences of a corpus. Words outside the vocabulary are taken out of their line first.</summary>
    /// <param name="corpus">One document a line; read once, not disposed of.</param>
    /// <param name="vocabulary">The words.</param>
    /// <param name="options">What meets what.</param>
    /// <param name="folder">Where a folder for runs may be made; it is removed at the end. Null: the system's temporary folder.</param>
    /// <param name="cancellationToken">Ends counting.</param>
    /// <returns>The pairs by word, then context, each once; to be read once, for the runs go with the reading.</returns>
    /// <exception cref="GloveFormatException">The corpus is malformed.</exception>
    public static IEnumerable<Cooccurrence> Count(
        Stream corpus, GloveVocabulary vocabulary, CooccurrenceOptions options, string? folder = null, CancellationToken cancellationToken = default)
    {
        options.Check();
        using var runs = new CooccurrenceRuns(folder ?? Path.GetTempPath());
        var sums = new Dictionary<long, double>();
        var (reader, words, line) = (new CorpusReader(corpus), new List<string>(), new List<int>());
        while (reader.TryRead(words))
        {
            cancellationToken.ThrowIfCancellationRequested();
            line.Clear();
            foreach (var word in words)
            {
                if (vocabulary.IndexOf(word) is >= 0 and var index)
                    line.Add(index);
            }

            for (var right = 1; right < line.Count; right++)
            {
                AddWindow(line, right, options, sums);
                if (sums.Count >= options.PairsInMemory)
                    runs.Spill(sums);
            }
        }

        foreach (var pair in runs.Merge(sums))
            yield return pair;
    }

    private static void AddWindow(List<int> line, int right, CooccurrenceOptions options, Dictionary<long, double> sums)
    {
        for (var left = right - 1; left >= Math.Max(0, right - options.WindowSize); left--)
        {
            var weight = options.DistanceWeighting ? 1.0 / (right - left) : 1.0;
            Add(line[left], line[right], weight);
            if (options.Symmetric)
                Add(line[right], line[left], weight);
        }

        void Add(int word, int context, double weight) =>
            CollectionsMarshal.GetValueRefOrAddDefault(sums, Cooccurrence.KeyOf(word, context), out _) += weight;
    }
}
