namespace Inpaint.Models.Parametric;

/// <summary>Turns what a network believes of a design into values and intervals. Immutable.</summary>
/// <param name="layout">What the network answers.</param>
/// <param name="intervals">How wide intervals have to be.</param>
public sealed class DesignCompleter(ParameterLayout layout, IntervalTable intervals)
{
    internal const string CountUnit = "count";

    /// <summary>Completes a design.</summary>
    /// <param name="design">One value a parameter, NaN = unknown.</param>
    /// <param name="belief">What the network makes of it.</param>
    /// <param name="coverage">Wanted coverage of the intervals, above 0 and below 1.</param>
    /// <returns>One entry a parameter of the schema. Of a group exactly one member is 1.</returns>
    public PredictedValue[] Complete(ReadOnlySpan<double> design, ParameterBelief belief, double coverage)
    {
        var completed = new PredictedValue[layout.Schema.Count];
        var stratum = IntervalTable.StratumOf(ParameterScores.UnknownShare(design));
        for (var i = 0; i < layout.Reals.Count; i++)
        {
            var half = intervals.Limit(stratum, i, coverage) * belief.Scales[i];
            completed[layout.Reals[i]] = Real(layout.Schema.Parameters[layout.Reals[i]], belief.Means[i], half);
        }

        for (var i = 0; i < layout.Choices.Count; i++)
            Choose(layout.Choices[i], design, belief, intervals.Limit(stratum, layout.Reals.Count + i, coverage), completed);
        for (var i = 0; i < completed.Length; i++)
        {
            if (!double.IsNaN(design[i]))
                completed[i] = new PredictedValue(true, design[i], design[i], design[i], completed[i].Probability);
        }

        return completed;
    }

    private static PredictedValue Real(ParameterDefinition parameter, double mean, double half)
    {
        var (lower, upper) = (Math.Max(mean - half, parameter.Minimum), Math.Min(mean + half, parameter.Maximum));
        if (parameter.Unit != CountUnit)
            return new PredictedValue(false, mean, lower, upper, 0);
        // Whole numbers only: what lies between two of them is no value, and the value itself belongs to its interval.
        var whole = Math.Round(mean);
        return new PredictedValue(false, whole, Math.Min(Math.Ceiling(lower), whole), Math.Max(Math.Floor(upper), whole), 0);
    }

    private static void Choose(
        IReadOnlyList<int> choice, ReadOnlySpan<double> design, ParameterBelief belief, double limit, PredictedValue[] completed)
    {
        if (choice.Count == 1)
        {
            var one = belief.Probabilities[choice[0]];
            var value = one >= 0.5 ? 1 : 0;
            // The likelier one always belongs to the interval, the other one where its score allows it.
            var canBeOne = value == 1 || 1 - one <= limit;
            var canBeZero = value == 0 || one <= limit;
            completed[choice[0]] = new PredictedValue(false, value, canBeZero ? 0 : 1, canBeOne ? 1 : 0, one);
            return;
        }

        var chosen = choice.MaxBy(member => belief.Probabilities[member]);
        var open = ParameterScores.IsOpen(choice, design);
        var possible = choice.Where(member => member == chosen || (open && belief.Probabilities[member] > 0 && 1 - belief.Probabilities[member] <= limit)).ToHashSet();
        foreach (var member in choice)
        {
            var lower = possible.Count == 1 && member == chosen ? 1 : 0;
            completed[member] = new PredictedValue(false, member == chosen ? 1 : 0, lower, possible.Contains(member) ? 1 : 0, belief.Probabilities[member]);
        }
    }
}
