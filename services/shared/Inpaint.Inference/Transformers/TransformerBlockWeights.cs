namespace Inpaint.Inference;

/// <summary>
/// The weights of one pre-norm block, x + attention(norm(x)) and then x + second(activation(first(norm(x)))), where they lie: a
/// <see cref="TransformerBuilder"/> copies what it needs.
/// </summary>
public readonly ref struct TransformerBlockWeights
{
    /// <summary>The norm before the attention, of the width.</summary>
    public required NormWeights AttentionNorm { get; init; }

    /// <summary>[width, width].</summary>
    public required LinearWeights Query { get; init; }

    /// <summary>[width, width].</summary>
    public required LinearWeights Key { get; init; }

    /// <summary>[width, width].</summary>
    public required LinearWeights Value { get; init; }

    /// <summary>What the heads' results go through, [width, width].</summary>
    public required LinearWeights Output { get; init; }

    /// <summary>The norm before the two linear layers, of the width.</summary>
    public required NormWeights MlpNorm { get; init; }

    /// <summary>[hidden, width].</summary>
    public required LinearWeights First { get; init; }

    /// <summary>[width, hidden].</summary>
    public required LinearWeights Second { get; init; }
}

/// <summary>A layer norm: (x - mean) / sqrt(variance + epsilon) * scale + shift.</summary>
/// <param name="scale">As many as the values of a position.</param>
/// <param name="shift">As many.</param>
public readonly ref struct NormWeights(ReadOnlySpan<float> scale, ReadOnlySpan<float> shift)
{
    /// <summary>As many as the values of a position.</summary>
    public ReadOnlySpan<float> Scale { get; } = scale;

    /// <summary>As many as the values of a position.</summary>
    public ReadOnlySpan<float> Shift { get; } = shift;
}

/// <summary>A linear layer: weight x + bias.</summary>
/// <param name="weight">[outputs, inputs], row-major.</param>
/// <param name="bias">[outputs].</param>
public readonly ref struct LinearWeights(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias)
{
    /// <summary>[outputs, inputs], row-major.</summary>
    public ReadOnlySpan<float> Weight { get; } = weight;

    /// <summary>[outputs].</summary>
    public ReadOnlySpan<float> Bias { get; } = bias;
}
