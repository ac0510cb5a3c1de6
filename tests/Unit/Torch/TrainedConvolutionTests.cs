using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Torch;

public sealed class TrainedConvolutionTests
{
    [Theory]
    [InlineData(16, 20, 32, 32, 3, 1, 1, false)]
    [InlineData(13, 18, 15, 29, 3, 1, 1, false)]
    [InlineData(5, 7, 20, 13, 3, 2, 1, false)]
    [InlineData(30, 6, 9, 10, 1, 1, 0, false)]
    [InlineData(4, 3, 17, 19, 5, 1, 2, false)]
    [InlineData(12, 8, 9, 11, 2, 2, 0, true)]
    [InlineData(16, 12, 14, 18, 3, 1, 1, true)]
    public void Results_and_gradients_are_those_of_double_precision(int from, int to, int height, int width, int kernel, int stride, int padding, bool transposed)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(7);
        long[] kernels = transposed ? [from, to, kernel, kernel] : [to, from, kernel, kernel];
        var values = new[] { randn([3, from, height, width], generator: generator), randn(kernels, generator: generator), randn([to], generator: generator) };

        var expected = OutputAndGradients(values, ScalarType.Float64, stride, padding, transposed);
        var actual = OutputAndGradients(values, ScalarType.Float32, stride, padding, transposed);

        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].shape, actual[i].shape);
            Assert.True(actual[i].is_contiguous());
            Assert.InRange((expected[i] - actual[i]).abs().max().item<double>(), 0, 1e-5 * expected[i].abs().max().item<double>());
        }
    }

    [Fact]
    public void A_step_repeats_bit_by_bit()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(7);
        var values = new[] { randn([4, 24, 24, 32], generator: generator), randn([24, 24, 3, 3], generator: generator), randn([24], generator: generator) };

        var first = OutputAndGradients(values, ScalarType.Float32, 1, 1, transposed: false);
        var second = OutputAndGradients(values, ScalarType.Float32, 1, 1, transposed: false);

        Assert.All(first.Zip(second), pair => Assert.True(pair.First.equal(pair.Second).all().item<bool>()));
    }

    [Fact]
    public void A_gradient_can_be_differentiated_in_turn()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(7);
        var values = new[] { randn([2, 3, 8, 9], generator: generator), randn([4, 3, 3, 3], generator: generator) };

        var expected = GradientOfSquaredGradient(values, ScalarType.Float64);
        var actual = GradientOfSquaredGradient(values, ScalarType.Float32);

        Assert.InRange((expected - actual).abs().max().item<double>(), 0, 1e-5 * expected.abs().max().item<double>());
    }

    [Fact]
    public void An_input_that_was_changed_has_no_gradients()
    {
        using var scope = NewDisposeScope();
        var input = ones(1, 4, 8, 8) * 2;
        var weight = ones(4, 4, 3, 3).requires_grad_();
        var output = nn.functional.conv2d(input, weight, padding: [1, 1]);
        input.add_(1);

        Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => output.sum().backward());
    }

    // The output, and the gradients of a sum of its squares by all values.
    private static Tensor[] OutputAndGradients(Tensor[] values, ScalarType type, int stride, int padding, bool transposed)
    {
        var leaves = values.Select(value => value.to(type, copy: true).requires_grad_()).ToArray();
        var output = transposed
            ? nn.functional.conv_transpose2d(leaves[0], leaves[1], leaves[2], [stride, stride], [padding, padding])
            : nn.functional.conv2d(leaves[0], leaves[1], leaves[2], [stride, stride], [padding, padding]);
        return [output.detach(), .. autograd.grad([(output * output).sum()], leaves)];
    }

    private static Tensor GradientOfSquaredGradient(Tensor[] values, ScalarType type)
    {
        var leaves = values.Select(value => value.to(type, copy: true).requires_grad_()).ToArray();
        var output = nn.functional.conv2d(leaves[0], leaves[1], padding: [1, 1]);
        var first = autograd.grad([(output * output).sum()], [leaves[0]], retain_graph: true, create_graph: true)[0];
        return autograd.grad([(first * first).sum()], [leaves[1]])[0];
    }
}
