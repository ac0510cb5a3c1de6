namespace Inpaint.Models.Parametric;

/// <summary>
/// What a network makes of one design, in the schema's own terms and in keeping with what the design states: a stated flag is certain, a
/// group of which a member is stated to be 1 has that one, and members stated to be 0 are out of the question.
/// </summary>
public sealed class ParameterBelief
{
    /// <summary>Reads a network's outputs for a design.</summary>
    /// <param name="layout">The order of the outputs.</param>
    /// <param name="design">One value a parameter, NaN = unknown.</param>
    /// <param name="outputs">The network's outputs for it.</param>
    public ParameterBelief(ParameterLayout layout, ReadOnlySpan<double> design, ReadOnlySpan<float> outputs)
    {
        var (parameters, reals) = (layout.Schema.Parameters, layout.Reals.Count);
        (Means, Scales, Probabilities) = (new double[reals], new double[reals], new double[parameters.Count]);
        for (var i = 0; i < reals; i++)
        {
            var parameter = parameters[layout.Reals[i]];
            Means[i] = Math.Clamp(outputs[i] * parameter.StandardDeviation + parameter.Mean, parameter.Minimum, parameter.Maximum);
            Scales[i] = ScaleOf(outputs[reals + i]) * parameter.StandardDeviation;
        }

        var at = 2 * reals;
        foreach (var choice in layout.Choices)
        {
            Choose(choice, design, outputs.Slice(at, choice.Count));
            at += choice.Count;
        }
    }

    /// <summary>Mean of every real parameter, in the layout's order, within its range.</summary>
    public double[] Means { get; }

    /// <summary>Scale of every real parameter's error, above 0.</summary>
    public double[] Scales { get; }

    /// <summary>Of every parameter of the schema that is a flag or a member of a group: the probability of 1.</summary>
    public double[] Probabilities { get; }

    private static double ScaleOf(float logScale) => Math.Exp(Math.Clamp(logScale, MaskedPredictionLoss.SmallestLogScale, MaskedPredictionLoss.LargestLogScale));

    private void Choose(IReadOnlyList<int> choice, ReadOnlySpan<double> design, ReadOnlySpan<float> logits)
    {
        if (choice.Count == 1)
        {
            var stated = design[choice[0]];
            Probabilities[choice[0]] = double.IsNaN(stated) ? 1 / (1 + Math.Exp(-logits[0])) : stated;
            return;
        }

        // One stated member settles all others.
        var settled = -1;
        var largest = double.NegativeInfinity;
        for (var i = 0; i < choice.Count; i++)
        {
            if (design[choice[i]] == 1)
                settled = i;
            if (design[choice[i]] is not 0)
                largest = Math.Max(largest, logits[i]);
        }

        var sum = 0.0;
        for (var i = 0; i < choice.Count; i++)
        {
            var weight = settled >= 0 ? (i == settled ? 1 : 0) : design[choice[i]] is 0 ? 0 : Math.Exp(logits[i] - largest);
            Probabilities[choice[i]] = weight;
            sum += weight;
        }

        foreach (var member in choice)
            Probabilities[member] /= sum;
    }
}
