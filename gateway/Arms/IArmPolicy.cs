namespace Inpaint.Gateway.Arms;

/// <summary>Chooses the arm of a request that names no generator.</summary>
internal interface IArmPolicy
{
    /// <summary>Chooses among <paramref name="arms"/> in proportion to their weights; null where no arm has a weight above 0.</summary>
    /// <param name="arms">The arms that can answer now.</param>
    /// <param name="key">What the caller calls itself; empty: it does not mind.</param>
    SplitArm? Choose(IReadOnlyList<SplitArm> arms, string key);
}
