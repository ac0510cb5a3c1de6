using Inpaint.Inference.Building;

namespace Inpaint.Inference;

public sealed partial class PlanBuilder
{
    /// <summary>
    /// Every position attends to a first token, which is the same in every sample, and to the sample's own tokens, as many as it has;
    /// what they answer is added to it. Positions and tokens are normalized (zero mean, unit variance) before.
    /// </summary>
    /// <param name="features">[channels, height, width].</param>
    /// <param name="tokens">[most tokens, 1, width]; what lies beyond a sample's own is not read.</param>
    /// <param name="count">How many tokens a sample has, 0 to the most, as one value.</param>
    /// <param name="weights">The weights.</param>
    /// <returns>[channels, height, width].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public PlanTensor CrossAttention(PlanTensor features, PlanTensor tokens, PlanTensor count, CrossAttentionWeights weights)
    {
        Check(features, tokens, count);
        ArgumentNullException.ThrowIfNull(weights);
        if (tokens.Height != 1)
            throw new ArgumentException($"tokens are {tokens}, not [most tokens, 1, width]", nameof(tokens));
        if (count.Count != 1)
            throw new ArgumentException($"the number of tokens is {count}, not one value", nameof(count));
        weights.ThrowUnlessFit(features.Channels, tokens.Width);
        var step = new PlanStep(StepKind.CrossAttention, [features.Index, tokens.Index, count.Index], -1)
        {
            Weight = [.. weights.Query.Values, .. weights.Key.Values, .. weights.Value.Values, .. weights.Answer.Values, .. weights.First],
            Bias = [.. Biases(weights.Query), .. Biases(weights.Key), .. Biases(weights.Value), .. Biases(weights.Answer)],
            Stride = (weights.Heads, 1),
            Alpha = weights.Epsilon,
            Beta = weights.TokenEpsilon,
        };
        return AddLike(step, features);
    }

    private static float[] Biases(ConvolutionWeights weights) => weights.Bias ?? new float[weights.Outputs];
}
