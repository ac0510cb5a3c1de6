using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Torch;

public sealed class SmallConvolutionTests
{
    [Theory]
    [InlineData(96, 96, 10, 16, 1, 1)]
    [InlineData(128, 64, 5, 8, 2, 1)]
    [InlineData(8, 8, 12, 12, 1, 4)]
    public void A_small_picture_gives_the_same_with_and_without_gradients(int from, int to, int height, int width, int stride, int groups)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        var input = randn([1, from, height, width], generator: generator);
        var weight = randn([to, from / groups, 3, 3], generator: generator);
        var bias = randn([to], generator: generator);

        var expected = nn.functional.conv2d(input, weight, bias, [stride, stride], [1, 1], groups: groups);
        Tensor actual;
        using (no_grad())
            actual = nn.functional.conv2d(input, weight, bias, [stride, stride], [1, 1], groups: groups);

        Assert.Equal(expected.shape, actual.shape);
        Assert.True((expected - actual).abs().max().item<float>() < 1e-5 * expected.abs().max().item<float>());
    }

    [Fact]
    public void Channels_that_do_not_fit_are_an_error_there_too()
    {
        using var scope = NewDisposeScope();
        using var mode = no_grad();

        Assert.Throws<System.Runtime.InteropServices.ExternalException>(
            () => nn.functional.conv2d(ones(1, 3, 8, 8), ones(4, 2, 3, 3)));
    }
}
