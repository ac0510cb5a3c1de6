namespace Inpaint.Models;

/// <summary>What a model is and what it takes.</summary>
/// <param name="Family">Family of the network, as the gateway routes it: "unet", "vae".</param>
/// <param name="Name">Name within the family, for example "unet-bikes".</param>
/// <param name="WeightsDigest">SHA-256 of the weights file, lower-case hexadecimal.</param>
/// <param name="Width">Width of the pictures it takes, in pixels.</param>
/// <param name="Height">Height of the pictures it takes, in pixels.</param>
/// <param name="ParameterCount">Number of trained parameters.</param>
/// <param name="Encoder">Encoder whose embedding it is conditioned on, for example "parametric/bikes"; null: on none.</param>
/// <param name="EncoderDigest">Digest of that encoder, lower-case hexadecimal; null with <paramref name="Encoder"/>.</param>
/// <param name="EmbeddingWidth">Values of that embedding; 0 when conditioned on none.</param>
public sealed record CompletionModelInfo(
    string Family,
    string Name,
    string WeightsDigest,
    int Width,
    int Height,
    long ParameterCount,
    string? Encoder,
    string? EncoderDigest,
    int EmbeddingWidth)
{
    /// <summary>The encoder of the texts that it is conditioned on; null: it takes no text.</summary>
    public TextCondition? Text { get; init; }
}
