namespace Inpaint.Inference;

/// <summary>Weights of a convolution or a linear layer, in PyTorch's order.</summary>
/// <param name="Values">[outputs, inputs, kernel height, kernel width]; of a transposed convolution [inputs, outputs, ...]; of a linear layer [outputs, inputs].</param>
/// <param name="Outputs">Channels made.</param>
/// <param name="Inputs">Channels taken.</param>
/// <param name="KernelHeight">Rows of the kernel; 1 for a linear layer.</param>
/// <param name="KernelWidth">Columns of the kernel; 1 for a linear layer.</param>
/// <param name="Bias">[outputs]; null: none.</param>
public sealed record ConvolutionWeights(float[] Values, int Outputs, int Inputs, int KernelHeight, int KernelWidth, float[]? Bias)
{
    /// <summary>Throws where the counts do not fit the sizes.</summary>
    /// <exception cref="ArgumentException">They do not; the message says how.</exception>
    internal void ThrowUnlessValid()
    {
        if (Outputs < 1 || Inputs < 1 || KernelHeight < 1 || KernelWidth < 1)
            throw new ArgumentException($"weights of size [{Outputs}, {Inputs}, {KernelHeight}, {KernelWidth}] are no weights");
        if (Values.LongLength != (long)Outputs * Inputs * KernelHeight * KernelWidth)
            throw new ArgumentException($"{Values.LongLength} weights are not [{Outputs}, {Inputs}, {KernelHeight}, {KernelWidth}]");
        if (Bias is not null && Bias.Length != Outputs)
            throw new ArgumentException($"{Bias.Length} biases for {Outputs} outputs");
    }

    /// <summary>
    /// The weights of this convolution followed by a batch norm in evaluation mode: (x - mean) / sqrt(variance + epsilon) * scale + shift.
    /// Computed in double precision and rounded once.
    /// </summary>
    /// <param name="mean">Running mean, [outputs].</param>
    /// <param name="variance">Running variance, [outputs].</param>
    /// <param name="scale">The norm's weight, [outputs]; null: ones.</param>
    /// <param name="shift">The norm's bias, [outputs]; null: zeros.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <exception cref="ArgumentException">A count is not the number of outputs.</exception>
    public ConvolutionWeights FoldNorm(float[] mean, float[] variance, float[]? scale, float[]? shift, double epsilon)
    {
        ThrowUnlessValid();
        foreach (var figures in (float[]?[])[mean, variance, scale, shift])
        {
            if (figures is not null && figures.Length != Outputs)
                throw new ArgumentException($"a norm of {figures.Length} channels after a convolution of {Outputs}");
        }

        var each = Values.Length / Outputs;
        var values = new float[Values.Length];
        var bias = new float[Outputs];
        for (var o = 0; o < Outputs; o++)
        {
            var factor = (scale?[o] ?? 1.0) / Math.Sqrt(variance[o] + epsilon);
            for (var i = o * each; i < (o + 1) * each; i++)
                values[i] = (float)(Values[i] * factor);
            bias[o] = (float)(((Bias?[o] ?? 0.0) - mean[o]) * factor + (shift?[o] ?? 0.0));
        }

        return this with { Values = values, Bias = bias };
    }

    /// <summary>The weights of this linear layer after the scale and shift of a layer norm: it then takes what is only normalized.</summary>
    /// <param name="scale">The norm's weight, [inputs]; null: ones.</param>
    /// <param name="shift">The norm's bias, [inputs]; null: zeros.</param>
    /// <param name="factor">What its results are multiplied by.</param>
    /// <exception cref="ArgumentException">A count is not the number of inputs.</exception>
    public ConvolutionWeights AfterNorm(float[]? scale, float[]? shift, double factor = 1)
    {
        ThrowUnlessValid();
        foreach (var figures in (float[]?[])[scale, shift])
        {
            if (figures is not null && (figures.Length != Inputs || Values.Length != Outputs * Inputs))
                throw new ArgumentException($"a norm of {figures.Length} values before a linear layer of {Inputs}");
        }

        var values = new float[Values.Length];
        var bias = new float[Outputs];
        for (var o = 0; o < Outputs; o++)
        {
            var sum = Bias?[o] ?? 0.0;
            for (var i = 0; i < Inputs; i++)
            {
                var value = (double)Values[(o * Inputs) + i];
                values[(o * Inputs) + i] = (float)(value * (scale?[i] ?? 1.0) * factor);
                sum += value * (shift?[i] ?? 0.0);
            }

            bias[o] = (float)(sum * factor);
        }

        return this with { Values = values, Bias = bias };
    }
}
