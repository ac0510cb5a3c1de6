using Inpaint.Inference.Building;

namespace Inpaint.Inference;

public sealed partial class PlanBuilder
{
    /// <summary>A convolution, then a modulation by factor and offset a channel where they are given, then an activation.</summary>
    /// <param name="input">[inputs, height, width].</param>
    /// <param name="weights">Its weights, [outputs, inputs, kernel height, kernel width].</param>
    /// <param name="stride">Step of the window.</param>
    /// <param name="padding">Zeros on every side, less than the kernel.</param>
    /// <param name="activation">The activation.</param>
    /// <param name="alpha">Its parameter, where it has one.</param>
    /// <param name="modulation">Vectors of as many values as outputs: result * factor + offset (FiLM, Perez et al. 2018).</param>
    /// <returns>[outputs, (height + 2 padding - kernel) / stride + 1, likewise].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public PlanTensor Convolution(
        PlanTensor input,
        ConvolutionWeights weights,
        int stride = 1,
        int padding = 0,
        PlanActivation activation = PlanActivation.None,
        float alpha = 0,
        (PlanTensor Factor, PlanTensor Offset)? modulation = null)
    {
        Check(input);
        CheckWindow(stride, padding, weights);
        CheckInputs(StepKind.Convolution, input, weights);
        if (modulation is { } vectors)
        {
            Check(vectors.Factor, vectors.Offset);
            if (vectors.Factor.Channels != weights.Outputs || vectors.Factor.Count != weights.Outputs || vectors.Offset.Channels != weights.Outputs || vectors.Offset.Count != weights.Outputs)
                throw new ArgumentException($"modulation {vectors.Factor} and {vectors.Offset} of {weights.Outputs} channels", nameof(modulation));
        }

        var step = new PlanStep(StepKind.Convolution, [input.Index], -1)
        {
            Weight = weights.Values,
            Bias = weights.Bias,
            Kernel = (weights.KernelHeight, weights.KernelWidth),
            Stride = (stride, stride),
            Padding = (padding, padding),
            Activation = activation,
            Alpha = alpha,
            Factor = modulation?.Factor.Index ?? -1,
            Offset = modulation?.Offset.Index ?? -1,
        };
        return Add(step, weights.Outputs, Windows(input.Height, weights.KernelHeight, stride, padding), Windows(input.Width, weights.KernelWidth, stride, padding));
    }

    /// <summary>A transposed convolution, then an activation.</summary>
    /// <param name="input">[inputs, height, width].</param>
    /// <param name="weights">Its weights, [inputs, outputs, kernel height, kernel width].</param>
    /// <param name="stride">Step between the windows in the output.</param>
    /// <param name="padding">Taken off on every side, less than the kernel.</param>
    /// <param name="outputPadding">Added at the end, less than the stride.</param>
    /// <param name="activation">The activation.</param>
    /// <param name="alpha">Its parameter, where it has one.</param>
    /// <returns>[outputs, (height - 1) stride - 2 padding + kernel + output padding, likewise].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public PlanTensor ConvolutionTranspose(
        PlanTensor input,
        ConvolutionWeights weights,
        int stride = 1,
        int padding = 0,
        int outputPadding = 0,
        PlanActivation activation = PlanActivation.None,
        float alpha = 0)
    {
        Check(input);
        CheckWindow(stride, padding, weights);
        CheckInputs(StepKind.Transposed, input, weights);
        if (outputPadding < 0 || outputPadding >= stride)
            throw new ArgumentOutOfRangeException(nameof(outputPadding), $"{outputPadding} is not below the stride {stride}");
        var step = new PlanStep(StepKind.Transposed, [input.Index], -1)
        {
            Weight = weights.Values,
            Bias = weights.Bias,
            Kernel = (weights.KernelHeight, weights.KernelWidth),
            Stride = (stride, stride),
            Padding = (padding, padding),
            Activation = activation,
            Alpha = alpha,
        };
        int Made(int size, int kernel) => ((size - 1) * stride) - (2 * padding) + kernel + outputPadding;
        return Add(step, weights.Outputs, Made(input.Height, weights.KernelHeight), Made(input.Width, weights.KernelWidth));
    }

    /// <summary>A linear layer of a vector, then an activation.</summary>
    /// <param name="input">A vector.</param>
    /// <param name="weights">Its weights, [outputs, inputs].</param>
    /// <param name="activation">The activation.</param>
    /// <param name="alpha">Its parameter, where it has one.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public PlanTensor Linear(PlanTensor input, ConvolutionWeights weights, PlanActivation activation = PlanActivation.None, float alpha = 0)
    {
        Check(input);
        CheckInputs(StepKind.Linear, input, weights);
        if (input.Height != 1 || input.Width != 1 || weights.KernelHeight != 1 || weights.KernelWidth != 1)
            throw new ArgumentException($"a linear layer of {input}, which is no vector", nameof(input));
        return Add(new PlanStep(StepKind.Linear, [input.Index], -1) { Weight = weights.Values, Bias = weights.Bias, Activation = activation, Alpha = alpha }, weights.Outputs, 1, 1);
    }

    /// <summary>The largest value of each window; what lies beyond the edge counts as minus infinity.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public PlanTensor MaxPool(PlanTensor input, int kernel, int? stride = null, int padding = 0)
    {
        Check(input);
        var step = stride ?? kernel;
        if (kernel < 1 || step < 1 || padding < 0 || padding > kernel / 2)
            throw new ArgumentException($"a pool of kernel {kernel}, stride {step}, padding {padding}");
        return Add(
            new PlanStep(StepKind.MaxPool, [input.Index], -1) { Kernel = (kernel, kernel), Stride = (step, step), Padding = (padding, padding) },
            input.Channels,
            Windows(input.Height, kernel, step, padding),
            Windows(input.Width, kernel, step, padding));
    }

    private static int Windows(int size, int kernel, int stride, int padding) =>
        size + (2 * padding) < kernel ? 0 : ((size + (2 * padding) - kernel) / stride) + 1;

    private static void CheckWindow(int stride, int padding, ConvolutionWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        weights.ThrowUnlessValid();
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        if (padding >= Math.Min(weights.KernelHeight, weights.KernelWidth))
            throw new ArgumentOutOfRangeException(nameof(padding), $"{padding} is not below the kernel's {weights.KernelHeight} x {weights.KernelWidth}");
    }

    private static void CheckInputs(StepKind kind, PlanTensor input, ConvolutionWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        weights.ThrowUnlessValid();
        if (input.Channels != weights.Inputs)
            throw new ArgumentException($"{kind}: {input} has {input.Channels} channels, the weights take {weights.Inputs}");
    }
}
