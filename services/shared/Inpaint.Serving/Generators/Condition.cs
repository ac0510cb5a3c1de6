namespace Inpaint.Serving.Generators;

/// <summary>What a completion is conditioned on.</summary>
/// <param name="Embedding">The vector that the model takes; null for a model that takes none.</param>
/// <param name="KnownParameters">Names of the parameters that are known, in the schema's order.</param>
/// <param name="Text">The text that is in force; null: none.</param>
internal sealed record Condition(float[]? Embedding, IReadOnlyList<string> KnownParameters, EncodedText? Text);

/// <summary>A text as a model reads it.</summary>
/// <param name="Tokens">The tokens' vectors, one after the other.</param>
/// <param name="IsTruncated">Whether they are those of its beginning alone.</param>
internal sealed record EncodedText(float[] Tokens, bool IsTruncated);
