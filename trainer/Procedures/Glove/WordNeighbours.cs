namespace Inpaint.Trainer.Procedures.Glove;

/// <summary>Which words' vectors are near each other, by the cosine.</summary>
internal sealed class WordNeighbours
{
    private readonly IReadOnlyList<string> _words;
    private readonly Dictionary<string, int> _indices;
    private readonly double[][] _directions;

    /// <param name="words">The words.</param>
    /// <param name="vectors">A row a word.</param>
    /// <param name="dimension">Values a row.</param>
    public WordNeighbours(IReadOnlyList<string> words, double[] vectors, int dimension)
    {
        _words = words;
        _indices = words.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
        _directions = [.. words.Select((_, i) => Direction(vectors.AsSpan(i * dimension, dimension)))];
    }

    /// <summary>The nearest other words, the nearest first; none where the word has no vector.</summary>
    public IReadOnlyList<(string Word, double Cosine)> Of(string word, int count)
    {
        if (!_indices.TryGetValue(word, out var index))
            return [];
        return
        [
            .. Enumerable.Range(0, _words.Count)
                .Where(i => i != index)
                .Select(i => (Word: _words[i], Cosine: Cosine(i, index)))
                .OrderByDescending(entry => entry.Cosine)
                .ThenBy(entry => entry.Word, StringComparer.Ordinal)
                .Take(count),
        ];
    }

    /// <summary>
    /// For groups of words of one kind: the mean, over their words, of the share of the nearest words that are of the own group, as many as
    /// the group has others; words without a vector count for nothing.
    /// </summary>
    public double GroupPrecision(IReadOnlyList<IReadOnlyList<string>> groups)
    {
        var (sum, count) = (0.0, 0);
        foreach (var group in groups)
        {
            string[] known = [.. group.Where(_indices.ContainsKey)];
            foreach (var word in known.Where(_ => known.Length > 1))
            {
                sum += Of(word, known.Length - 1).Count(near => known.Contains(near.Word)) / (known.Length - 1.0);
                count++;
            }
        }

        return count == 0 ? 0 : sum / count;
    }

    /// <summary>What <see cref="GroupPrecision"/> would be if the nearest words were drawn by lot.</summary>
    public double GroupPrecisionByChance(IReadOnlyList<IReadOnlyList<string>> groups)
    {
        int[] sizes = [.. groups.Select(group => group.Count(_indices.ContainsKey)).Where(size => size > 1)];
        return sizes.Length == 0 ? 0 : sizes.Sum(size => size * (size - 1.0) / (_words.Count - 1)) / sizes.Sum();
    }

    private double Cosine(int a, int b)
    {
        var sum = 0.0;
        for (var i = 0; i < _directions[a].Length; i++)
            sum += _directions[a][i] * _directions[b][i];
        return sum;
    }

    private static double[] Direction(ReadOnlySpan<double> vector)
    {
        var squares = 0.0;
        foreach (var value in vector)
            squares += value * value;
        var direction = vector.ToArray();
        for (var i = 0; squares > 0 && i < direction.Length; i++)
            direction[i] /= Math.Sqrt(squares);
        return direction;
    }
}
