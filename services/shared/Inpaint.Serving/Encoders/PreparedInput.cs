using Inpaint.Serving.Caching;

namespace Inpaint.Serving.Encoders;

/// <summary>An input that was found right and is ready to be looked up or computed.</summary>
/// <param name="Input">What is computed from.</param>
/// <param name="Key">Its name in the cache.</param>
/// <param name="Tokens">Tokens of a text before truncation; for encoders of words, its words.</param>
/// <param name="Truncated">Whether only the beginning of the text is encoded.</param>
/// <param name="UnknownShare">Share of a text's words that the encoder does not know, 0 to 1.</param>
public readonly record struct PreparedInput<TInput>(TInput Input, EmbeddingKey Key, int Tokens = 0, bool Truncated = false, double UnknownShare = 0);
