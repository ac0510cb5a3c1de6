using Inpaint.Models.Parametric;

namespace Inpaint.Tests.Unit.Parametric;

public sealed class DesignCompleterTests
{
    private const double Unknown = double.NaN;

    private static readonly ParameterLayout Layout = new(SmallSchema.Value);

    [Fact]
    public void Measures_have_symmetric_intervals_within_their_range()
    {
        Assert.Equal(new PredictedValue(false, 50, 30, 70, 0), Complete([Unknown, 4, 1, 1, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0], limit: 2)[0]);
        Assert.Equal(new PredictedValue(false, 95, 75, 100, 0), Complete([Unknown, 4, 1, 1, 0, 0], [4.5f, 0, 0, 0, 0, 0, 0, 0], limit: 2)[0]);
    }

    [Fact]
    public void Counts_are_whole_and_within_their_intervals()
    {
        Assert.Equal(new PredictedValue(false, 4, 4, 4, 0), Complete([50, Unknown, 1, 1, 0, 0], [0, .2f, 0, 0, 0, 0, 0, 0], limit: .1f)[1]);
        Assert.Equal(new PredictedValue(false, 4, 3, 6, 0), Complete([50, Unknown, 1, 1, 0, 0], [0, .4f, 0, 0, 0, 0, 0, 0], limit: 1.8f)[1]);
    }

    [Fact]
    public void Flag_is_its_likelier_value_and_the_other_one_where_the_limit_allows_it()
    {
        var likely = MathF.Log(3);
        Assert.Equal((1, 1, 1), Flag(likely, limit: .5f));
        Assert.Equal((1, 0, 1), Flag(likely, limit: .8f));
        Assert.Equal((0, 0, 0), Flag(-likely, limit: .5f));
        Assert.Equal((0, 0, 1), Flag(-likely, limit: .8f));

        static (double, double, double) Flag(float logit, float limit)
        {
            var flag = Complete([50, 4, Unknown, 1, 0, 0], [0, 0, 0, 0, logit, 0, 0, 0], limit)[2];
            Assert.Equal(1 / (1 + Math.Exp(-logit)), flag.Probability, 6);
            return (flag.Value, flag.Lower, flag.Upper);
        }
    }

    [Fact]
    public void Group_has_one_member_that_is_one_and_names_the_others_that_are_possible()
    {
        // Probabilities .5, .3 and .2.
        float[] outputs = [0, 0, 0, 0, 0, MathF.Log(.5f), MathF.Log(.3f), MathF.Log(.2f)];
        Assert.Equal([(1, 1, 1), (0, 0, 0), (0, 0, 0)], Group(limit: .1f));
        Assert.Equal([(1, 0, 1), (0, 0, 1), (0, 0, 0)], Group(limit: .75f));
        Assert.Equal([(1, 0, 1), (0, 0, 1), (0, 0, 1)], Group(limit: .85f));

        IEnumerable<(double, double, double)> Group(float limit) =>
            Complete([50, 4, 1, Unknown, Unknown, Unknown], outputs, limit)[3..].Select(member => (member.Value, member.Lower, member.Upper));
    }

    [Fact]
    public void Stated_values_come_back_and_settle_their_group()
    {
        var completed = Complete([61.5, 7, 0, Unknown, Unknown, 1], [0, 0, 0, 0, 9, 9, 9, -9], limit: 100);

        Assert.Equal(new PredictedValue(true, 61.5, 61.5, 61.5, 0), completed[0]);
        Assert.Equal(new PredictedValue(true, 0, 0, 0, 0), completed[2]);
        Assert.Equal([new(false, 0, 0, 0, 0), new(false, 0, 0, 0, 0), new(true, 1, 1, 1, 1)], completed[3..]);
    }

    private static PredictedValue[] Complete(double[] design, float[] outputs, float limit)
    {
        var table = IntervalTable.Fit(ParameterScores.ItemsOf(Layout), (_, _) => Enumerable.Repeat((double)limit, 1_000).ToArray());
        var completed = new DesignCompleter(Layout, table).Complete(design, new ParameterBelief(Layout, design, outputs), .9);
        return [.. completed.Select(value => value with { Lower = Math.Round(value.Lower, 3), Upper = Math.Round(value.Upper, 3) })];
    }
}
