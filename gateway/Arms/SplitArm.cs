namespace Inpaint.Gateway.Arms;

/// <summary>One arm of the split.</summary>
/// <param name="Name">Its name, as results tell it.</param>
/// <param name="Generator">The generator that answers its requests.</param>
/// <param name="Weight">Its share relative to the other arms' weights, at least 0.</param>
internal sealed record SplitArm(string Name, string Generator, double Weight);
