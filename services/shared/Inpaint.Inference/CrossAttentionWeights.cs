namespace Inpaint.Inference;

/// <summary>
/// Weights of attention in several heads (Vaswani et al. 2017) from features to tokens, both normalized; scale and shift of the norms
/// (<see cref="ConvolutionWeights.AfterNorm"/>), and 1 / sqrt(channels / heads) in the queries, are already in them.
/// </summary>
public sealed record CrossAttentionWeights
{
    /// <summary>Features to queries, [channels, channels].</summary>
    public required ConvolutionWeights Query { get; init; }

    /// <summary>Tokens to keys, [channels, width].</summary>
    public required ConvolutionWeights Key { get; init; }

    /// <summary>Tokens to values, [channels, width].</summary>
    public required ConvolutionWeights Value { get; init; }

    /// <summary>The heads' results to what is added to the features, [channels, channels].</summary>
    public required ConvolutionWeights Answer { get; init; }

    /// <summary>A token that comes before all others in every sample, [width].</summary>
    public required float[] First { get; init; }

    /// <summary>Heads; divides the channels.</summary>
    public required int Heads { get; init; }

    /// <summary>Added to the variance of each position's features.</summary>
    public required float Epsilon { get; init; }

    /// <summary>Added to the variance of each token.</summary>
    public required float TokenEpsilon { get; init; }

    /// <summary>Throws where they do not fit each other, or the features and tokens.</summary>
    /// <exception cref="ArgumentException">They do not; the message says which.</exception>
    internal void ThrowUnlessFit(int channels, int width)
    {
        ThrowUnless(Query, channels, channels, nameof(Query));
        ThrowUnless(Key, channels, width, nameof(Key));
        ThrowUnless(Value, channels, width, nameof(Value));
        ThrowUnless(Answer, channels, channels, nameof(Answer));
        if (First.Length != width)
            throw new ArgumentException($"the first token has {First.Length} values, the others {width}");
        if (Heads < 1 || channels % Heads != 0)
            throw new ArgumentException($"{channels} channels are not divisible by {Heads} heads");
    }

    private static void ThrowUnless(ConvolutionWeights weights, int outputs, int inputs, string name)
    {
        weights.ThrowUnlessValid();
        if (weights.Outputs != outputs || weights.Inputs != inputs || weights.KernelHeight != 1 || weights.KernelWidth != 1)
            throw new ArgumentException($"{name} is [{weights.Outputs}, {weights.Inputs}, {weights.KernelHeight}, {weights.KernelWidth}], not [{outputs}, {inputs}]");
    }
}
