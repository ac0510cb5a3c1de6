using Inpaint.Models;
using Inpaint.Models.Parametric;
using Inpaint.Models.Weights;
using Inpaint.Tests.Unit.Support;

namespace Inpaint.Tests.Unit.Parametric;

public sealed class IntervalTableTests
{
    [Theory]
    [InlineData(.5, 10)]
    [InlineData(.9, 18)]
    [InlineData(.95, 19)]
    public void Limit_is_the_order_statistic_that_conformal_prediction_asks_for(double coverage, double score)
    {
        // ceil(20 c) of 19 scores, which came in no order.
        var table = IntervalTable.Fit(1, (_, _) => [.. Enumerable.Range(1, 19).Reverse().Select(i => (double)i)]);

        Assert.Equal(score, table.Limit(0, 0, coverage), 4);
        Assert.True(table.Limit(0, 0, coverage) >= score);
    }

    [Fact]
    public void Coverage_that_the_scores_cannot_promise_has_no_limit()
    {
        var table = IntervalTable.Fit(1, (_, _) => [1.0, 2.0, 3.0]);

        Assert.Equal(double.PositiveInfinity, table.Limit(0, 0, .95));
        Assert.Equal(double.PositiveInfinity, table.Limit(0, 0, .997));
        Assert.Equal(double.PositiveInfinity, IntervalTable.Fit(1, (_, _) => []).Limit(0, 0, .5));
    }

    [Fact]
    public void Limits_grow_with_the_coverage_and_belong_to_their_stratum_and_item()
    {
        var table = IntervalTable.Fit(2, (stratum, item) => [.. Enumerable.Range(1, 999).Select(i => i * Math.Pow(10, stratum) + item)]);

        double[] limits = [.. Enumerable.Range(1, 99).Select(percent => table.Limit(1, 1, percent / 100.0))];
        Assert.Equal(limits.Order(), limits);
        Assert.Equal(500 * 10 + 1, table.Limit(1, 1, .5), 1);
        Assert.Equal(500, table.Limit(0, 0, .5), 2);
    }

    [Fact]
    public void Scores_of_further_designs_are_covered_as_wanted()
    {
        var random = new TrainingRandom(5);
        var table = IntervalTable.Fit(1, (_, _) => Enumerable.Range(0, 4_000).Select(_ => random.NextDouble()).ToArray());
        double[] further = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextDouble())];

        foreach (var coverage in (double[])[.1, .333, .5, .8, .95, .99])
        {
            var slack = 4 * Math.Sqrt(coverage * (1 - coverage) * (1 / 4_000.0 + 1 / 20_000.0));
            Assert.InRange(further.Count(score => score <= table.Limit(0, 0, coverage)) / 20_000.0, coverage - slack, coverage + slack);
        }
    }

    [Fact]
    public void Table_comes_back_from_a_file()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("weights.safetensors");
        var table = IntervalTable.Fit(3, (stratum, item) => [stratum + 1.0, item + 2.0]);
        SafetensorsWriter.Write(path, [table.Describe()]);

        using var file = SafetensorsFile.Open(path);
        Assert.Equal(table.Limit(2, 1, .6), IntervalTable.Read(file, 3).Limit(2, 1, .6));
        Assert.Throws<WeightsFileException>(() => IntervalTable.Read(file, 4));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(.32, 0)]
    [InlineData(.34, 1)]
    [InlineData(.99, 2)]
    [InlineData(1, 2)]
    public void Stratum_is_a_third_of_the_unknown_share(double share, int stratum) => Assert.Equal(stratum, IntervalTable.StratumOf(share));
}
