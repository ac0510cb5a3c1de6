using System.Collections.Concurrent;

namespace Inpaint.Models.Glove;

/// <summary>
/// GloVe in double precision by AdaGrad, as the reference program computes it (Pennington, Socher, Manning 2014): words first, contexts after
/// them, a vector and a bias each. Not safe for several threads at once.
/// </summary>
public sealed class GloveTraining
{
    private readonly GloveTrainingOptions _options;
    private readonly int _words;

    /// <summary>Begins from given values; squared gradients begin at 1.</summary>
    /// <param name="options">How.</param>
    /// <param name="words">V, words of the vocabulary, at least 1.</param>
    /// <param name="initial">[2V, D+1], the last column the biases; it is taken over and changed.</param>
    public GloveTraining(GloveTrainingOptions options, int words, double[] initial)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(initial);
        ArgumentOutOfRangeException.ThrowIfLessThan(words, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.VectorSize, 1);
        if (initial.LongLength != 2L * words * (options.VectorSize + 1))
            throw new ArgumentException($"{initial.Length} values where 2 x {words} x {options.VectorSize + 1} are needed", nameof(initial));
        (_options, _words, Parameters) = (options, words, initial);
        SquaredGradients = new double[initial.Length];
        Array.Fill(SquaredGradients, 1);
    }

    /// <summary>Vectors and biases, [2V, D+1].</summary>
    public double[] Parameters { get; }

    /// <summary>Sums of squared gradients, of the same form.</summary>
    public double[] SquaredGradients { get; }

    private int Stride => _options.VectorSize + 1;

    /// <summary>Draws first values, uniform within half of 1/D.</summary>
    /// <param name="options">How.</param>
    /// <param name="words">V, words of the vocabulary.</param>
    /// <param name="seed">Of the random numbers; equal seeds give equal values.</param>
    public static double[] DrawInitial(GloveTrainingOptions options, int words, long seed)
    {
        var random = new TrainingRandom(seed);
        var values = new double[checked(2 * words * (options.VectorSize + 1))];
        foreach (ref var value in values.AsSpan())
            value = (random.NextDouble() - 0.5) / options.VectorSize;
        return values;
    }

    /// <summary>Takes every pair once, one after another: the exact way.</summary>
    /// <param name="pairs">The co-occurrences.</param>
    /// <param name="order">The sequence in which they are taken.</param>
    /// <param name="cancellationToken">Ends the round between two pairs.</param>
    /// <returns>The mean cost over the pairs, each taken before its step.</returns>
    public double Round(ReadOnlySpan<Cooccurrence> pairs, ReadOnlySpan<int> order, CancellationToken cancellationToken = default)
    {
        const int Stretch = 65_536;
        var cost = 0.0;
        for (var i = 0; i < order.Length; i++)
        {
            if (i % Stretch == 0)
                cancellationToken.ThrowIfCancellationRequested();
            cost += Step(pairs[order[i]]);
        }

        return cost / order.Length;
    }

    /// <summary>
    /// Takes every pair once on all cores at once, without locks (Niu et al., Hogwild, 2011): faster, and another result every time.
    /// </summary>
    /// <inheritdoc cref="Round"/>
    public double ParallelRound(Cooccurrence[] pairs, int[] order, CancellationToken cancellationToken = default)
    {
        var (cost, gate) = (0.0, new Lock());
        Parallel.ForEach(
            Partitioner.Create(0, order.Length),
            new ParallelOptions { CancellationToken = cancellationToken },
            () => 0.0,
            (range, _, sum) =>
            {
                for (var i = range.Item1; i < range.Item2; i++)
                    sum += Step(pairs[order[i]]);
                return sum;
            },
            sum =>
            {
                lock (gate)
                    cost += sum;
            });
        return cost / order.Length;
    }

    /// <summary>The trained vectors: word + context without biases, then a row for all other words, the mean of the rarest 100.</summary>
    /// <returns>[V+1, D].</returns>
    public double[] Vectors()
    {
        var size = _options.VectorSize;
        var vectors = new double[(_words + 1) * size];
        var rarest = Math.Min(_words, 100);
        for (var word = 0; word < _words; word++)
        {
            for (var i = 0; i < size; i++)
            {
                var value = Parameters[word * Stride + i] + Parameters[(_words + word) * Stride + i];
                vectors[word * size + i] = value;
                if (word >= _words - rarest)
                    vectors[_words * size + i] += value / rarest;
            }
        }

        return vectors;
    }

    private double Step(Cooccurrence pair)
    {
        var size = _options.VectorSize;
        var (from, to) = (pair.Word * Stride, (_words + pair.Context) * Stride);
        var word = Parameters.AsSpan(from, Stride);
        var context = Parameters.AsSpan(to, Stride);
        var diff = 0.0;
        for (var i = 0; i < size; i++)
            diff += word[i] * context[i];
        diff += word[size] + context[size] - Math.Log(pair.Value);
        var weighted = pair.Value > _options.XMax ? diff : Math.Pow(pair.Value / _options.XMax, _options.Alpha) * diff;

        var wordSquares = SquaredGradients.AsSpan(from, Stride);
        var contextSquares = SquaredGradients.AsSpan(to, Stride);
        var clip = _options.GradientClip;
        for (var i = 0; i < size; i++)
        {
            // Both from the values before the step.
            var ofWord = Math.Clamp(weighted * context[i], -clip, clip) * _options.Eta;
            var ofContext = Math.Clamp(weighted * word[i], -clip, clip) * _options.Eta;
            word[i] -= ofWord / Math.Sqrt(wordSquares[i]);
            context[i] -= ofContext / Math.Sqrt(contextSquares[i]);
            wordSquares[i] += ofWord * ofWord;
            contextSquares[i] += ofContext * ofContext;
        }

        word[size] -= weighted / Math.Sqrt(wordSquares[size]);
        context[size] -= weighted / Math.Sqrt(contextSquares[size]);
        wordSquares[size] += weighted * weighted;
        contextSquares[size] += weighted * weighted;
        return 0.5 * weighted * diff;
    }
}
