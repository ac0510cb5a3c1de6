namespace Inpaint.Models;

/// <summary>The encoder whose token vectors a network attends to.</summary>
/// <param name="Encoder">Its name, for example "clip/clip-bikes".</param>
/// <param name="Digest">Digest of its weights, lower-case hexadecimal.</param>
/// <param name="Width">Values of each token's vector.</param>
/// <param name="MaxTokens">Most tokens of a text, start and end included, 1 to <see cref="Limit"/>: a plan has room for as many.</param>
public sealed record TextCondition(string Encoder, string Digest, int Width, int MaxTokens)
{
    /// <summary>The most that <see cref="MaxTokens"/> and <see cref="Width"/> may be.</summary>
    public const int Limit = 4096;
}
