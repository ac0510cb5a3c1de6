using Inpaint.Inference;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Inference;

public sealed class PlanShapeTests
{
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData(2, 2, 0)]
    [InlineData(3, 2, 1)]
    [InlineData(3, 1, 1)]
    public void Max_pool_is_torchs(int kernel, int stride, int padding) => Assert.Equal(0, PlanHarness.Difference(
        [[19, 14, 22]],
        (plan, x) => plan.MaxPool(x[0], kernel, stride, padding),
        x => nn.functional.max_pool2d(x[0], kernel, stride, padding)));

    [Theory]
    [InlineData(3, 1, 2)]
    [InlineData(16, 32, 16)]
    [InlineData(5, 16, 3)]
    public void Concatenation_is_torchs(int first, int second, int third) => Assert.Equal(0, PlanHarness.Difference(
        [[first, 6, 5], [second, 6, 5], [third, 6, 5]],
        (plan, x) => plan.Concat(x[0], x[1], x[2]),
        x => cat([x[0], x[1], x[2]], 1)));

    [Fact]
    public void Tensor_may_be_joined_twice_and_with_itself() => Assert.Equal(0, PlanHarness.Difference(
        [[16, 6, 5], [16, 6, 5]],
        (plan, x) =>
        {
            var (a, b) = (plan.MaxPool(x[0], 1), plan.MaxPool(x[1], 1));
            return plan.Concat(plan.Concat(a, b), a, a, plan.Concat(b, a));
        },
        x => cat([x[0], x[1], x[0], x[0], x[1], x[0]], 1)));

    [Theory]
    [InlineData(2, 12)]
    [InlineData(3, 27)]
    public void Pixels_are_shuffled_and_unshuffled_as_torch_does(int group, int channels)
    {
        Assert.Equal(0, PlanHarness.Difference([[channels, 6, 5]], (plan, x) => plan.PixelShuffle(x[0], group), x => nn.functional.pixel_shuffle(x[0], group)));
        Assert.Equal(0, PlanHarness.Difference([[5, 6, 12]], (plan, x) => plan.PixelUnshuffle(x[0], group), x => nn.functional.pixel_unshuffle(x[0], group)));
    }

    [Fact]
    public void Upsampling_repeats_pixels_and_adds() => Assert.InRange(
        PlanHarness.Difference(
            [[20, 6, 5], [20, 12, 10]],
            (plan, x) => plan.Upsample(plan.Upsample(x[0], 2, plus: x[1]), 3),
            x => nn.functional.interpolate(nn.functional.interpolate(x[0], scale_factor: [2, 2]) + x[1], scale_factor: [3, 3])),
        0,
        Tolerance);

    [Fact]
    public void Elementwise_steps_are_torchs() => Assert.InRange(
        PlanHarness.Difference(
            [[3, 6, 5], [1, 6, 5]],
            (plan, x) => plan.Sum(plan.Multiply(plan.Affine(x[0], 2, -1), plan.Affine(x[1], -1, 1)), x[0]),
            x => (((x[0] * 2) - 1) * (1 - x[1])) + x[0]),
        0,
        Tolerance);

    [Fact]
    public void Linear_layers_of_flattened_features_are_torchs()
    {
        using var scope = NewDisposeScope();
        var (convolution, first, second) = (randn(10, 4, 3, 3) / 6, randn(37, 300) / 17, randn(21, 37) / 6);
        var (firstBias, secondBias) = (randn(37), randn(21));
        var difference = PlanHarness.Difference(
            [[4, 6, 5]],
            (plan, x) =>
            {
                var features = plan.Convolution(x[0], PlanHarness.Weights(convolution), padding: 1);
                var hidden = plan.Linear(plan.Reshape(features, 300), PlanHarness.Weights(first, firstBias), PlanActivation.Relu);
                return plan.Reshape(plan.Linear(hidden, PlanHarness.Weights(second, secondBias), PlanActivation.Sigmoid), 7, 1, 3);
            },
            x =>
            {
                var hidden = nn.functional.relu(nn.functional.linear(nn.functional.conv2d(x[0], convolution, null, padding: [1, 1]).flatten(1), first, firstBias));
                return sigmoid(nn.functional.linear(hidden, second, secondBias));
            });
        Assert.InRange(difference, 0, Tolerance);
    }

    [Fact]
    public void Constant_is_the_same_in_every_sample() => Assert.Equal(0, PlanHarness.Difference(
        [[2, 2, 2]],
        (plan, x) => plan.Concat(x[0], plan.Constant([1, 2, 3, 4], 1, 2, 2)),
        x => cat([x[0], tensor(new float[] { 1, 2, 3, 4 }, [1, 1, 2, 2]).expand(3, 1, 2, 2)], 1)));
}
