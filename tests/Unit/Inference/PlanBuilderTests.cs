using Inpaint.Inference;

namespace Inpaint.Tests.Unit.Inference;

public sealed class PlanBuilderTests
{
    private readonly PlanBuilder _builder = new();
    private readonly PlanTensor _input;

    public PlanBuilderTests() => _input = _builder.Input(4, 8, 8);

    public static TheoryData<string, Action<PlanBuilder, PlanTensor>> Misfits => new()
    {
        { "channels", (plan, x) => plan.Convolution(x, Weights(3, 5, 3)) },
        { "count of weights", (plan, x) => plan.Convolution(x, Weights(3, 4, 3) with { Values = [1] }) },
        { "count of biases", (plan, x) => plan.Convolution(x, Weights(3, 4, 3) with { Bias = [1] }) },
        { "padding", (plan, x) => plan.Convolution(x, Weights(3, 4, 3), padding: 3) },
        { "stride", (plan, x) => plan.Convolution(x, Weights(3, 4, 3), stride: 0) },
        { "kernel larger than the picture", (plan, x) => plan.Convolution(x, Weights(3, 4, 9)) },
        { "modulation", (plan, x) => plan.Convolution(x, Weights(3, 4, 3), modulation: (x, x)) },
        { "output padding", (plan, x) => plan.ConvolutionTranspose(x, Weights(3, 4, 3), stride: 2, outputPadding: 2) },
        { "pool", (plan, x) => plan.MaxPool(x, 2, padding: 2) },
        { "join of one", (plan, x) => plan.Concat(x) },
        { "join of two sizes", (plan, x) => plan.Concat(x, plan.MaxPool(x, 2)) },
        { "sum of two shapes", (plan, x) => plan.Sum(x, plan.MaxPool(x, 2)) },
        { "plane of several channels", (plan, x) => plan.Multiply(x, x) },
        { "upsampling onto another size", (plan, x) => plan.Upsample(x, 2, plus: x) },
        { "linear of a picture", (plan, x) => plan.Linear(x, Weights(3, 4, 1)) },
        { "shuffle", (plan, x) => plan.PixelShuffle(x, 3) },
        { "unshuffle", (plan, x) => plan.PixelUnshuffle(x, 3) },
        { "reshape", (plan, x) => plan.Reshape(x, 255) },
        { "constant", (plan, _) => plan.Constant([1, 2], 3) },
        { "another plan's tensor", (plan, _) => plan.Output(new PlanBuilder().Input(1)) },
        { "negative size", (plan, _) => plan.Input(4, -1, 8) },
    };

    [Theory, MemberData(nameof(Misfits))]
    public void Step_that_does_not_fit_is_refused_when_it_is_added(string what, Action<PlanBuilder, PlanTensor> add)
    {
        Assert.NotEmpty(what);
        Assert.ThrowsAny<ArgumentException>(() => add(_builder, _input));
    }

    [Fact]
    public void Shapes_follow_the_steps()
    {
        Assert.Equal("[3, 4, 4]", _builder.Convolution(_input, Weights(3, 4, 3), stride: 2, padding: 1).ToString());
        Assert.Equal("[3, 16, 16]", _builder.ConvolutionTranspose(_input, Weights(3, 4, 2), stride: 2).ToString());
        Assert.Equal("[16, 4, 4]", _builder.PixelUnshuffle(_input, 2).ToString());
    }

    [Fact]
    public void Plan_without_output_is_refused() => Assert.Throws<InvalidOperationException>(() => _builder.Compile());

    [Theory]
    [InlineData(0)]
    [InlineData(2000)]
    public void Threads_out_of_range_are_refused(int threads)
    {
        _builder.Output(_builder.MaxPool(_input, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => _builder.Compile(new PlanOptions { Threads = threads }));
    }

    private static ConvolutionWeights Weights(int outputs, int inputs, int kernel) =>
        new(new float[outputs * inputs * kernel * kernel], outputs, inputs, kernel, kernel, null);
}
