using Inpaint.Imaging;

namespace Inpaint.Models;

/// <summary>One picture to complete.</summary>
/// <param name="Partial">The partial picture, as large as the model says. What its hole holds does not matter.</param>
/// <param name="Mask">Where the hole is, 1 = hole; as large as the picture, at least one pixel hole and one known.</param>
/// <param name="Embedding">
/// What the model is conditioned on: <see cref="CompletionModelInfo.EmbeddingWidth"/> finite values,
/// or null for "nothing is known".
/// </param>
/// <param name="Seed">Seed of whatever the model draws. Models that draw nothing ignore it.</param>
public sealed record CompletionInput(RgbImage Partial, HoleMask Mask, float[]? Embedding, long Seed)
{
    /// <summary>
    /// The vectors of a text's tokens, one after the other: one to <see cref="TextCondition.MaxTokens"/> times
    /// <see cref="TextCondition.Width"/> finite values. Null: no text.
    /// </summary>
    public float[]? TextTokens { get; init; }
}
