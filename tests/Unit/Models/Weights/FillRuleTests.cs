using Inpaint.Models.Weights;

namespace Inpaint.Tests.Unit.Models.Weights;

public sealed class FillRuleTests
{
    // The values were computed by a program in another language from the rule's definition.
    [Theory]
    [InlineData("conv.weight", 7, 1.0, new long[] { 4, 3, 3, 3 }, new[] { -0.252492994f, 0.318035245f, 0.158644244f, 0.198310256f })]
    [InlineData("norm.weight", 7, 1.0, new long[] { 4 }, new[] { 0.955624104f, 1.04033041f, 0.904239953f, 1.00862217f })]
    [InlineData("norm.bias", 7, 1.0, new long[] { 4 }, new[] { -0.0846907124f, 0.0639143735f, -0.0795911774f, 0.0154451728f })]
    [InlineData("bn.running_var", 7, 1.0, new long[] { 4 }, new[] { 1.24121463f, 0.877260208f, 1.1041851f, 0.851244211f })]
    [InlineData("bn.running_mean", 7, 1.0, new long[] { 4 }, new[] { 0.0781882554f, 0.0950731188f, 0.0994073376f, -0.0546623729f })]
    [InlineData("层.weight", 123456789012345, 0.5, new long[] { 2, 2 }, new[] { 0.507767737f, 0.530624330f, -0.520526588f, -0.231185451f })]
    public void Values_follow_from_name_seed_and_shape(string name, ulong seed, double gain, long[] shape, float[] first)
    {
        var values = new float[shape.Aggregate(1L, (product, size) => product * size)];

        new FillRule(seed, gain).Fill(name, shape, values);

        Assert.Equal(first, values[..4]);
    }
}
