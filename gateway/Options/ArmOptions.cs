namespace Inpaint.Gateway.Options;

/// <summary>One arm of the split among generators.</summary>
public sealed record ArmOptions
{
    /// <summary>Its name, as results tell it; unique, of lower-case letters, digits and dashes.</summary>
    public string Name { get; init; } = "";

    /// <summary>The generator that answers its requests; several arms may share one.</summary>
    public string Generator { get; init; } = "";

    /// <summary>Its share of the requests relative to the other arms' weights; finite, at least 0. An arm of weight 0 gets none.</summary>
    public double Weight { get; init; } = 1;
}
