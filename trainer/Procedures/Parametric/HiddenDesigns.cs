using Inpaint.Models;
using Inpaint.Models.Parametric;

namespace Inpaint.Trainer.Procedures.Parametric;

/// <summary>Designs with parameters hidden by chance, and what a network makes of them.</summary>
internal static class HiddenDesigns
{
    private const int BatchSize = 256;

    /// <summary>Hides every parameter of a design with one probability.</summary>
    public static double[] Hide(double[] whole, double share, ref TrainingRandom random)
    {
        var shown = new double[whole.Length];
        for (var i = 0; i < whole.Length; i++)
            shown[i] = random.NextDouble() < share ? double.NaN : whole[i];
        return shown;
    }

    /// <summary>The scores of every design of a table, hidden several times over in each stratum.</summary>
    public static ParameterScores Score(ParameterNetwork network, DesignTable designs, int times, long seed)
    {
        var (random, scores) = (new TrainingRandom(seed), new ParameterScores(network.Layout));
        var pairs = new List<(double[] Whole, double[] Shown)>();
        for (var i = 0; i < designs.Count; i++)
        {
            var whole = designs.Whole(i);
            for (var j = 0; j < times * IntervalTable.Strata; j++)
                pairs.Add((whole, Hide(whole, (j % IntervalTable.Strata + random.NextDouble()) / IntervalTable.Strata, ref random)));
        }

        foreach (var some in pairs.Chunk(BatchSize))
        {
            var beliefs = ParameterModel.Believe(network, [.. some.Select(pair => pair.Shown)]);
            for (var i = 0; i < some.Length; i++)
                scores.Add(some[i].Whole, some[i].Shown, beliefs[i]);
        }

        return scores;
    }
}
