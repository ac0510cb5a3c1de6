using Inpaint.Inference;
using Inpaint.Tests.Unit.Support;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Inference;

/// <summary>Plans in 8 bits against the same in single precision.</summary>
[Collection(GlobalGeneratorCollection.Name)]
public sealed class PlanQuantizationTests
{
    private const int Samples = 4;

    public static TheoryData<string, Func<PlanBuilder, PlanTensor, PlanTensor>> Networks => new()
    {
        { "convolution", (plan, x) => plan.Convolution(x, Weights(40, 16, 3), padding: 1, activation: PlanActivation.Relu) },
        { "convolutions", (plan, x) => plan.Convolution(plan.Convolution(x, Weights(24, 16, 3), padding: 1), Weights(3, 24, 1)) },
        { "activation that is no line", (plan, x) => plan.Convolution(plan.Convolution(x, Weights(24, 16, 3), padding: 1, activation: PlanActivation.Silu), Weights(8, 24, 1)) },
        { "transposed and joined", (plan, x) =>
            {
                var fine = plan.Convolution(x, Weights(32, 16, 3), padding: 1, activation: PlanActivation.Relu);
                var coarse = plan.ConvolutionTranspose(plan.MaxPool(fine, 2), Weights(16, 32, 2, transposed: true), stride: 2);
                return plan.Convolution(plan.Concat(coarse, fine), Weights(8, 48, 3), padding: 1);
            } },
        { "transposed at the end", (plan, x) => plan.ConvolutionTranspose(x, Weights(3, 16, 3, transposed: true), stride: 2, padding: 1, outputPadding: 1, activation: PlanActivation.Sigmoid) },
        { "single precision between", (plan, x) => plan.Convolution(plan.Upsample(plan.Convolution(x, Weights(16, 16, 1)), 2), Weights(8, 16, 3), padding: 1) },
        { "modulated", (plan, x) =>
            {
                var vector = plan.Constant([.. Enumerable.Range(0, 24).Select(i => 0.5f + (i / 24f))], 24);
                return plan.Convolution(plan.Convolution(x, Weights(24, 16, 3), padding: 1, activation: PlanActivation.Relu, modulation: (vector, vector)), Weights(8, 24, 1));
            } },
    };

    [Theory, MemberData(nameof(Networks))]
    public void Eight_bits_are_close_to_single_precision(string what, Func<PlanBuilder, PlanTensor, PlanTensor> network)
    {
        manual_seed(9);
        var (builder, input) = Build(network);
        using var single = builder.Compile();
        using var eight = builder.Compile(new PlanOptions { Ranges = Calibrate(single, input) });
        var (expected, made) = (Run(single, input), Run(eight, input));

        Assert.True(eight.QuantizedSteps > 0, what);
        Assert.Equal(0, single.QuantizedSteps);
        var error = expected.Zip(made, (a, b) => ((double)a - b) * ((double)a - b)).Average();
        var mean = expected.Average(value => (double)value);
        var variance = expected.Average(value => (value - mean) * (value - mean));
        Assert.True(Math.Sqrt(error / variance) < 0.06, $"{what}: error of {Math.Sqrt(error / variance):P1} of the deviation");
    }

    [Fact]
    public void Sample_gives_the_same_bytes_in_any_batch_in_eight_bits()
    {
        manual_seed(9);
        var (builder, input) = Build((plan, x) => plan.Convolution(plan.Convolution(x, Weights(24, 16, 3), padding: 1, activation: PlanActivation.Relu), Weights(8, 24, 3)));
        using var single = builder.Compile();
        using var eight = builder.Compile(new PlanOptions { Ranges = Calibrate(single, input) });
        var together = Run(eight, input);
        var count = (int)eight.Outputs[0].Count;
        for (var i = 0; i < Samples; i++)
        {
            var alone = new float[count];
            eight.Run(1, [Sample(single, input, i)], [alone]);
            Assert.Equal(alone, together[(i * count)..((i + 1) * count)]);
        }
    }

    [Fact]
    public void Ranges_are_those_of_the_same_steps()
    {
        manual_seed(9);
        var (builder, input) = Build((plan, x) => plan.Convolution(x, Weights(8, 16, 3)));
        using var single = builder.Compile();
        var ranges = Calibrate(single, input);
        Assert.Equal(Samples, ranges.Samples);
        using var eight = builder.Compile(new PlanOptions { Ranges = ranges });
        Assert.Throws<InvalidOperationException>(() => eight.Calibrate(null, [Sample(single, input, 0)]));

        var (other, _) = Build((plan, x) => plan.MaxPool(plan.Convolution(x, Weights(8, 16, 3)), 2));
        Assert.Throws<ArgumentException>(() => other.Compile(new PlanOptions { Ranges = ranges }));
        using var another = other.Compile();
        Assert.Throws<ArgumentException>(() => another.Calibrate(ranges, [Sample(single, input, 0)]));
    }

    private static (PlanBuilder Builder, float[] Input) Build(Func<PlanBuilder, PlanTensor, PlanTensor> network)
    {
        using var scope = NewDisposeScope();
        var builder = new PlanBuilder();
        builder.Output(network(builder, builder.Input(16, 20, 24)));
        return (builder, PlanHarness.Values(randn(Samples, 16, 20, 24)));
    }

    private static PlanRanges Calibrate(InferencePlan plan, float[] input)
    {
        PlanRanges? ranges = null;
        for (var i = 0; i < Samples; i++)
            ranges = plan.Calibrate(ranges, [Sample(plan, input, i)]);
        return ranges!;
    }

    private static float[] Sample(InferencePlan plan, float[] input, int index)
    {
        var count = (int)plan.Inputs[0].Count;
        return input[(index * count)..((index + 1) * count)];
    }

    private static float[] Run(InferencePlan plan, float[] input)
    {
        var output = new float[Samples * plan.Outputs[0].Count];
        plan.Run(Samples, [input], [output]);
        return output;
    }

    private static ConvolutionWeights Weights(int outputs, int inputs, int kernel, bool transposed = false)
    {
        using var scope = NewDisposeScope();
        var (first, second) = transposed ? (inputs, outputs) : (outputs, inputs);
        return PlanHarness.Weights(randn(first, second, kernel, kernel) / (kernel * Math.Sqrt(inputs)), randn(outputs) / 4, transposed);
    }
}
