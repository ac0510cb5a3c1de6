using System.Runtime.InteropServices;
using Inpaint.Models.Weights;

namespace Inpaint.Models.Parametric;

/// <summary>
/// How wide intervals have to be, found on held-out designs by split conformal prediction (Vovk et al. 2005; Lei et al. 2018): of each parameter
/// the quantiles of its score, which is the error in scales for a real one, and one minus the probability of what was true for a choice.
/// Designs of which little, half or much is unknown have tables of their own. Immutable.
/// </summary>
public sealed class IntervalTable
{
    /// <summary>How finely coverages are told apart.</summary>
    public const int Steps = 200;

    /// <summary>Kinds of designs, by the share of their parameters that is unknown: thirds.</summary>
    public const int Strata = 3;

    private const string Name = "intervals.scores";

    private readonly int _items;
    private readonly float[] _scores;

    private IntervalTable(int items, float[] scores) => (_items, _scores) = (items, scores);

    /// <summary>The table that scores of held-out designs give.</summary>
    /// <param name="items">Parameters and choices that have scores.</param>
    /// <param name="scoresOf">The scores of one of them in one stratum, in any order.</param>
    public static IntervalTable Fit(int items, Func<int, int, IReadOnlyCollection<double>> scoresOf)
    {
        var table = new float[Strata * items * (Steps + 1)];
        for (var row = 0; row < Strata * items; row++)
        {
            double[] scores = [.. scoresOf(row / items, row % items)];
            Array.Sort(scores);
            for (var step = 0; step <= Steps; step++)
                table[row * (Steps + 1) + step] = Score(scores, step);
        }

        return new IntervalTable(items, table);
    }

    /// <summary>Reads a table from a model's weights.</summary>
    /// <exception cref="WeightsFileException">It is missing or of another size.</exception>
    public static IntervalTable Read(SafetensorsFile file, int items)
    {
        var entry = file[Name];
        if (entry.Type != ElementType.Float32 || !entry.Shape.SequenceEqual([Strata, items, Steps + 1L]))
            throw new WeightsFileException($"The tensor '{Name}' is {entry.Type} [{string.Join(", ", entry.Shape)}]; Float32 [{Strata}, {items}, {Steps + 1}] is needed.", Name);
        return new IntervalTable(items, MemoryMarshal.Cast<byte, float>(file.ReadBytes(entry)).ToArray());
    }

    /// <summary>The stratum of a design.</summary>
    public static int StratumOf(double unknownShare) => Math.Clamp((int)(unknownShare * Strata), 0, Strata - 1);

    /// <summary>The largest score that belongs into an interval.</summary>
    /// <param name="stratum">The design's stratum.</param>
    /// <param name="item">Which parameter or choice.</param>
    /// <param name="coverage">Wanted coverage, above 0 and below 1.</param>
    public double Limit(int stratum, int item, double coverage)
    {
        var row = _scores.AsSpan((stratum * _items + item) * (Steps + 1), Steps + 1);
        var place = coverage * Steps;
        var below = (int)place;
        var share = place - below;
        // On a step of the table, to within rounding, that step is meant; the last ones may be infinite, and between two of these lies nothing.
        if (share < 1e-9 || float.IsPositiveInfinity(row[below]))
            return row[below];
        return share > 1 - 1e-9 ? row[below + 1] : row[below] + share * (row[below + 1] - row[below]);
    }

    /// <summary>The table as a tensor to be written beside the weights.</summary>
    public SafetensorsTensor Describe() => new(Name, ElementType.Float32, [Strata, _items, Steps + 1], MemoryMarshal.AsBytes<float>(_scores).ToArray());

    // The ceil((n + 1) c)-th smallest: a further design's score is not above it with probability c at least.
    private static float Score(double[] sorted, int step)
    {
        var rank = (int)Math.Ceiling((sorted.Length + 1.0) * step / Steps);
        return rank == 0 ? 0 : rank > sorted.Length ? float.PositiveInfinity : MathF.BitIncrement((float)sorted[rank - 1]);
    }
}
