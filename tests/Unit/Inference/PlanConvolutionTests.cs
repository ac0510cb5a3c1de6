using Inpaint.Inference;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Inference;

public sealed class PlanConvolutionTests
{
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData(4, 32, 3, 1, 1)]
    [InlineData(3, 5, 3, 2, 1)]
    [InlineData(24, 24, 3, 1, 1)]
    [InlineData(16, 7, 1, 1, 0)]
    [InlineData(33, 20, 5, 2, 2)]
    [InlineData(64, 48, 3, 2, 0)]
    [InlineData(1, 1, 7, 3, 3)]
    public void Convolution_is_torchs(int from, int to, int kernel, int stride, int padding)
    {
        using var scope = NewDisposeScope();
        var (weight, bias) = (randn(to, from, kernel, kernel) / (kernel * Math.Sqrt(from)), randn(to));
        var difference = PlanHarness.Difference(
            [[from, 19, 26]],
            (plan, x) => plan.Convolution(x[0], PlanHarness.Weights(weight, bias), stride, padding),
            x => nn.functional.conv2d(x[0], weight, bias, strides: [stride, stride], padding: [padding, padding]));
        Assert.InRange(difference, 0, Tolerance);
    }

    [Theory]
    [InlineData(64, 32, 2, 2, 0, 0)]
    [InlineData(8, 3, 3, 2, 1, 1)]
    [InlineData(5, 9, 4, 2, 1, 0)]
    [InlineData(16, 16, 3, 1, 1, 0)]
    [InlineData(7, 10, 5, 3, 2, 2)]
    [InlineData(7, 10, 2, 3, 0, 0)]
    [InlineData(12, 8, 3, 2, 2, 0)]
    [InlineData(12, 8, 4, 4, 3, 3)]
    public void Transposed_convolution_is_torchs(int from, int to, int kernel, int stride, int padding, int outputPadding)
    {
        using var scope = NewDisposeScope();
        var (weight, bias) = (randn(from, to, kernel, kernel) / (kernel * Math.Sqrt(from)), randn(to));
        var difference = PlanHarness.Difference(
            [[from, 7, 10]],
            (plan, x) => plan.ConvolutionTranspose(x[0], PlanHarness.Weights(weight, bias, transposed: true), stride, padding, outputPadding, PlanActivation.Relu),
            x => nn.functional.relu(nn.functional.conv_transpose2d(x[0], weight, bias, strides: [stride, stride], padding: [padding, padding], output_padding: [outputPadding, outputPadding])));
        Assert.InRange(difference, 0, Tolerance);
    }

    [Theory]
    [InlineData(24)]
    [InlineData(13)]
    public void Modulation_multiplies_and_shifts_before_the_activation(int channels)
    {
        using var scope = NewDisposeScope();
        var weight = randn(channels, 8, 3, 3) / 9;
        var difference = PlanHarness.Difference(
            [[8, 12, 12], [channels, 1, 1], [channels, 1, 1]],
            (plan, x) => plan.Convolution(x[0], PlanHarness.Weights(weight), padding: 1, activation: PlanActivation.Relu, modulation: (x[1], x[2])),
            x => nn.functional.relu((nn.functional.conv2d(x[0], weight, null, padding: [1, 1]) * x[1]) + x[2]));
        Assert.InRange(difference, 0, Tolerance);
    }

    [Theory]
    [InlineData(PlanActivation.Relu, 0)]
    [InlineData(PlanActivation.LeakyRelu, 0.2f)]
    [InlineData(PlanActivation.Sigmoid, 0)]
    [InlineData(PlanActivation.Tanh, 0)]
    [InlineData(PlanActivation.Silu, 0)]
    [InlineData(PlanActivation.Gelu, 0)]
    [InlineData(PlanActivation.Elu, 1)]
    public void Activation_is_torchs_fused_and_alone(PlanActivation activation, float alpha)
    {
        using var scope = NewDisposeScope();
        var weight = randn(12, 6, 1, 1);
        Tensor Torch(Tensor[] x) => Apply(nn.functional.conv2d(x[0], weight), activation, alpha);
        Assert.InRange(PlanHarness.Difference([[6, 9, 9]], (plan, x) => plan.Convolution(x[0], PlanHarness.Weights(weight), activation: activation, alpha: alpha), Torch), 0, Tolerance);
        Assert.InRange(PlanHarness.Difference([[6, 9, 9]], (plan, x) => plan.Activate(plan.Convolution(x[0], PlanHarness.Weights(weight)), activation, alpha), Torch), 0, Tolerance);
    }

    [Fact]
    public void Folded_norm_is_the_norm()
    {
        using var scope = NewDisposeScope();
        var (weight, bias) = (randn(20, 6, 3, 3) / 9, randn(20));
        var (mean, variance, scale, shift) = (randn(20), rand(20) + 0.3, randn(20), randn(20));
        var folded = PlanHarness.Weights(weight, bias)
            .FoldNorm(PlanHarness.Values(mean), PlanHarness.Values(variance), PlanHarness.Values(scale), PlanHarness.Values(shift), 1e-5);
        var difference = PlanHarness.Difference(
            [[6, 9, 9]],
            (plan, x) => plan.Convolution(x[0], folded, padding: 1),
            x => nn.functional.batch_norm(nn.functional.conv2d(x[0], weight, bias, padding: [1, 1]), mean, variance, scale, shift));
        Assert.InRange(difference, 0, Tolerance);
    }

    private static Tensor Apply(Tensor x, PlanActivation activation, float alpha) => activation switch
    {
        PlanActivation.Relu => nn.functional.relu(x),
        PlanActivation.LeakyRelu => nn.functional.leaky_relu(x, alpha),
        PlanActivation.Sigmoid => sigmoid(x),
        PlanActivation.Tanh => tanh(x),
        PlanActivation.Silu => nn.functional.silu(x),
        PlanActivation.Gelu => nn.functional.gelu(x),
        PlanActivation.Elu => nn.functional.elu(x, alpha),
        _ => x,
    };
}
