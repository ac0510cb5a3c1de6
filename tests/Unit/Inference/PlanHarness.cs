using Inpaint.Inference;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Inference;

/// <summary>Runs a plan on drawn values beside the same computation by torch.</summary>
internal static class PlanHarness
{
    /// <summary>Largest difference between a plan and torch, over a batch of three samples.</summary>
    /// <param name="shapes">[channels, height, width] of each input.</param>
    /// <param name="plan">Adds the steps; what it returns becomes the output.</param>
    /// <param name="torch">The same of tensors [3, channels, height, width].</param>
    public static double Difference(int[][] shapes, Func<PlanBuilder, PlanTensor[], PlanTensor> plan, Func<Tensor[], Tensor> torch, int threads = 2)
    {
        const int batch = 3;
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        using var generator = new Generator(7);
        var inputs = shapes.Select(shape => randn(batch, shape[0], shape[1], shape[2], generator: generator)).ToArray();
        using var compiled = Compile(shapes, plan, threads);
        var expected = Values(torch(inputs));
        var output = new float[batch * compiled.Outputs[0].Count];
        compiled.Run(batch, inputs.Select(Values).ToArray(), [output]);
        Assert.Equal(expected.Length, output.Length);
        return expected.Zip(output, (a, b) => Math.Abs((double)a - b)).Max();
    }

    public static InferencePlan Compile(int[][] shapes, Func<PlanBuilder, PlanTensor[], PlanTensor> plan, int threads = 2)
    {
        var builder = new PlanBuilder();
        var inputs = shapes.Select(shape => builder.Input(shape[0], shape[1], shape[2])).ToArray();
        builder.Output(plan(builder, inputs));
        return builder.Compile(new PlanOptions { Threads = threads });
    }

    public static ConvolutionWeights Weights(Tensor weight, Tensor? bias = null, bool transposed = false)
    {
        var shape = weight.shape;
        var (rows, columns) = shape.Length == 4 ? ((int)shape[2], (int)shape[3]) : (1, 1);
        var (outputs, inputs) = transposed ? ((int)shape[1], (int)shape[0]) : ((int)shape[0], (int)shape[1]);
        return new ConvolutionWeights(Values(weight), outputs, inputs, rows, columns, bias is null ? null : Values(bias));
    }

    public static float[] Values(Tensor tensor) => tensor.contiguous().data<float>().ToArray();
}
