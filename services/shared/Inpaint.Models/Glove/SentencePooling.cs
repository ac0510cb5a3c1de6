namespace Inpaint.Models.Glove;

/// <summary>Makes one vector of the vectors of a sentence's words. Immutable; safe for any number of threads.</summary>
/// <param name="vectors">The words' vectors; not disposed of.</param>
public sealed class SentencePooling(GloveVectors vectors)
{
    /// <summary>The mean over the known words, each as often as it stands there; zeros where none is known.</summary>
    /// <param name="words">The sentence, split.</param>
    public PooledSentence Average(IReadOnlyList<string> words) => Pool(words, static _ => 1);

    /// <summary>The same with every vector times its word's weight; still divided by the number of known words.</summary>
    /// <param name="words">The sentence, split.</param>
    /// <param name="statistics">Gives the weights.</param>
    public PooledSentence Weighted(IReadOnlyList<string> words, SifStatistics statistics) => Pool(words, statistics.Weight);

    /// <summary>The weighted mean without what all sentences share: v - (v u) u.</summary>
    /// <param name="words">The sentence, split.</param>
    /// <param name="statistics">Gives the weights.</param>
    /// <param name="shared">u, a direction of length 1, as <see cref="SifStatistics.SharedDirection"/> finds it.</param>
    public PooledSentence Sif(IReadOnlyList<string> words, SifStatistics statistics, ReadOnlySpan<double> shared)
    {
        if (shared.Length != vectors.Dimension)
            throw new ArgumentException($"a direction of {shared.Length} values for vectors of {vectors.Dimension}", nameof(shared));
        var pooled = Weighted(words, statistics);
        var along = 0.0;
        for (var i = 0; i < shared.Length; i++)
            along += pooled.Values[i] * shared[i];
        for (var i = 0; i < shared.Length; i++)
            pooled.Values[i] -= along * shared[i];
        return pooled;
    }

    private PooledSentence Pool(IReadOnlyList<string> words, Func<string, double> weightOf)
    {
        var (sum, known) = (new double[vectors.Dimension], 0);
        foreach (var word in words)
        {
            var index = vectors.IndexOf(word);
            if (index < 0)
                continue;
            known++;
            var vector = vectors[index];
            var weight = weightOf(word);
            for (var i = 0; i < sum.Length; i++)
                sum[i] += weight * vector[i];
        }

        for (var i = 0; known > 0 && i < sum.Length; i++)
            sum[i] /= known;
        return new PooledSentence(sum, words.Count, known);
    }
}

/// <summary>A sentence as one vector.</summary>
/// <param name="Values">The vector.</param>
/// <param name="Words">Words of the sentence.</param>
/// <param name="Known">How many of them have vectors.</param>
public readonly record struct PooledSentence(double[] Values, int Words, int Known)
{
    /// <summary>Share of the words that have no vector, 0 to 1; 0 for an empty sentence.</summary>
    public double UnknownShare => Words == 0 ? 0 : (double)(Words - Known) / Words;
}
