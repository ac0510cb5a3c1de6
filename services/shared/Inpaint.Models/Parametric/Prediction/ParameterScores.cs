namespace Inpaint.Models.Parametric;

/// <summary>
/// Gathers, over designs whose hidden values are known, how far a network was off: what <see cref="IntervalTable"/> is made of. The items are
/// the layout's real parameters, then its choices.
/// </summary>
/// <param name="layout">What the network answers.</param>
public sealed class ParameterScores(ParameterLayout layout)
{
    private readonly List<double>[] _scores =
        [.. Enumerable.Range(0, IntervalTable.Strata * ItemsOf(layout)).Select(_ => new List<double>())];

    /// <summary>How many items there are.</summary>
    public static int ItemsOf(ParameterLayout layout) => layout.Reals.Count + layout.Choices.Count;

    /// <summary>Share of a design's parameters that is unknown.</summary>
    public static double UnknownShare(ReadOnlySpan<double> design)
    {
        var unknown = 0;
        foreach (var value in design)
            unknown += double.IsNaN(value) ? 1 : 0;
        return (double)unknown / design.Length;
    }

    /// <summary>Takes one design in.</summary>
    /// <param name="whole">All its values.</param>
    /// <param name="shown">What the network was shown, NaN = hidden.</param>
    /// <param name="belief">What it made of that.</param>
    public void Add(ReadOnlySpan<double> whole, ReadOnlySpan<double> shown, ParameterBelief belief)
    {
        var row = IntervalTable.StratumOf(UnknownShare(shown)) * ItemsOf(layout);
        for (var i = 0; i < layout.Reals.Count; i++)
        {
            if (double.IsNaN(shown[layout.Reals[i]]))
                _scores[row + i].Add(Math.Abs(whole[layout.Reals[i]] - belief.Means[i]) / belief.Scales[i]);
        }

        for (var i = 0; i < layout.Choices.Count; i++)
        {
            if (IsOpen(layout.Choices[i], shown))
                _scores[row + layout.Reals.Count + i].Add(1 - ProbabilityOfTruth(layout.Choices[i], whole, belief));
        }
    }

    /// <summary>The table that these scores give.</summary>
    public IntervalTable ToTable() => IntervalTable.Fit(ItemsOf(layout), (stratum, item) => _scores[stratum * ItemsOf(layout) + item]);

    /// <summary>Whether what a design states leaves a choice open.</summary>
    internal static bool IsOpen(IReadOnlyList<int> choice, ReadOnlySpan<double> shown)
    {
        var unknown = 0;
        foreach (var member in choice)
        {
            if (shown[member] == 1)
                return false;
            unknown += double.IsNaN(shown[member]) ? 1 : 0;
        }

        return unknown > (choice.Count == 1 ? 0 : 1);
    }

    private static double ProbabilityOfTruth(IReadOnlyList<int> choice, ReadOnlySpan<double> whole, ParameterBelief belief)
    {
        if (choice.Count == 1)
            return whole[choice[0]] == 1 ? belief.Probabilities[choice[0]] : 1 - belief.Probabilities[choice[0]];
        foreach (var member in choice)
        {
            if (whole[member] == 1)
                return belief.Probabilities[member];
        }

        throw new InvalidParameterException("a whole design has no member of a group");
    }
}
