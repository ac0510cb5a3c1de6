using static TorchSharp.torch;

namespace Inpaint.Models.Glove;

/// <summary>
/// What smooth inverse frequency needs beside the vectors: how often words are met, and the direction that all sentences share
/// (Arora, Liang, Ma: A Simple but Tough-to-Beat Baseline for Sentence Embeddings, 2017). Immutable.
/// </summary>
/// <param name="counts">How often each word occurs in a corpus, at least 0.</param>
/// <param name="total">Words of that corpus; null: the sum of <paramref name="counts"/>.</param>
/// <param name="a">The smoothing: words of this frequency weigh half; above 0.</param>
public sealed class SifStatistics(IReadOnlyDictionary<string, long> counts, double? total = null, double a = SifStatistics.DefaultSmoothing)
{
    /// <summary>The smoothing that the paper advises.</summary>
    public const double DefaultSmoothing = 1e-3;

    private const int MostSentences = 100_000;

    private readonly double _total = total ?? counts.Values.Sum();

    /// <summary>The smoothing.</summary>
    public double Smoothing { get; } = a > 0 ? a : throw new ArgumentOutOfRangeException(nameof(a), a, "must be above 0");

    /// <summary>The weight of a word, a / (a + its share of the corpus): 1 for a word without a count.</summary>
    public double Weight(string word)
    {
        var share = counts.TryGetValue(word, out var count) && count > 0 ? count / _total : 0;
        return Smoothing / (Smoothing + share);
    }

    /// <summary>The direction that sentences share, of the first 100,000 of which a word is known; zeros where there is none.</summary>
    /// <param name="sentences">The sentences, split; read once.</param>
    /// <param name="vectors">The words' vectors.</param>
    /// <param name="statistics">Gives the weights.</param>
    public static double[] SharedDirectionOf(IEnumerable<IReadOnlyList<string>> sentences, GloveVectors vectors, SifStatistics statistics)
    {
        var pooling = new SentencePooling(vectors);
        double[] rows =
        [
            .. sentences.Select(words => pooling.Weighted(words, statistics)).Where(pooled => pooled.Known > 0).Take(MostSentences).SelectMany(pooled => pooled.Values),
        ];
        return rows.Length == 0 ? new double[vectors.Dimension] : SharedDirection(rows, vectors.Dimension);
    }

    /// <summary>The direction that rows share: their first right singular vector, not centred.</summary>
    /// <param name="rows">Rows one after another, at least one.</param>
    /// <param name="dimension">Values a row.</param>
    /// <returns>A vector of length 1; its sign says nothing.</returns>
    public static double[] SharedDirection(double[] rows, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows.Length, dimension);
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        var matrix = tensor(rows, [rows.Length / dimension, dimension], ScalarType.Float64);
        return linalg.svd(matrix, fullMatrices: false).Vh[0].contiguous().data<double>().ToArray();
    }
}
