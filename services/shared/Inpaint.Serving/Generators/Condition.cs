namespace Inpaint.Serving.Generators;

/// <summary>What a completion is conditioned on.</summary>
/// <param name="Embedding">The vector that the model takes; null for a model that takes none.</param>
/// <param name="KnownParameters">Names of the parameters that are known, in the schema's order.</param>
internal sealed record Condition(float[]? Embedding, IReadOnlyList<string> KnownParameters)
{
    /// <summary>Of models that are conditioned on nothing.</summary>
    public static Condition None { get; } = new(null, []);
}
