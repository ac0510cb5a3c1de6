using Inpaint.Models.Parametric;

namespace Inpaint.Tests.Unit.Parametric;

public sealed class ParameterBeliefTests
{
    private const double Unknown = double.NaN;

    private static readonly ParameterLayout Layout = new(SmallSchema.Value);

    [Fact]
    public void Layout_has_reals_then_flags_then_groups()
    {
        Assert.Equal([0, 1], Layout.Reals);
        Assert.Equal([[2], [3, 4, 5]], Layout.Choices);
        Assert.Equal([2, 3, 4, 5], Layout.Logits);
        Assert.Equal(8, Layout.Outputs);
    }

    [Fact]
    public void Means_and_scales_come_in_the_schemas_units_within_its_ranges()
    {
        var belief = Believe([Unknown, Unknown, Unknown, Unknown, Unknown, Unknown], [1, -50, 0, 2, 0, 0, 0, 0]);

        Assert.Equal([60, 0], belief.Means);
        Assert.Equal(10, belief.Scales[0], 9);
        Assert.Equal(Math.Exp(2), belief.Scales[1], 6);
    }

    [Fact]
    public void Probabilities_of_a_group_add_up_to_one()
    {
        var belief = Believe([Unknown, Unknown, Unknown, Unknown, Unknown, Unknown], [0, 0, 0, 0, 1, 1, 2, 3]);

        Assert.Equal(1 / (1 + Math.Exp(-1)), belief.Probabilities[2], 9);
        Assert.Equal(1, belief.Probabilities[3..].Sum(), 9);
        Assert.True(belief.Probabilities[3] < belief.Probabilities[4] && belief.Probabilities[4] < belief.Probabilities[5]);
    }

    [Fact]
    public void What_is_stated_settles_the_rest_of_its_group()
    {
        Assert.Equal([0, 1, 0], Believe([Unknown, Unknown, 1, Unknown, 1, Unknown], [0, 0, 0, 0, -9, 5, 0, 5]).Probabilities[3..]);
        Assert.Equal([0, 1, 0], Believe([Unknown, Unknown, 1, 0, Unknown, 0], [0, 0, 0, 0, -9, 5, -5, 5]).Probabilities[3..]);
        Assert.Equal(1, Believe([Unknown, Unknown, 1, 0, Unknown, 0], [0, 0, 0, 0, -9, 5, -5, 5]).Probabilities[2]);

        var half = Believe([Unknown, Unknown, Unknown, 0, Unknown, Unknown], [0, 0, 0, 0, 0, 99, 0, 0]).Probabilities;
        Assert.Equal([0, .5, .5], half[3..]);
    }

    private static ParameterBelief Believe(double[] design, float[] outputs) => new(Layout, design, outputs);
}
