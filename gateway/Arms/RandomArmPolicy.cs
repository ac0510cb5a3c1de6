using Yarp.ReverseProxy.Utilities;

namespace Inpaint.Gateway.Arms;

/// <summary>Draws an arm in proportion to the weights, afresh for every request.</summary>
internal sealed class RandomArmPolicy(IRandomFactory randomFactory) : IArmPolicy
{
    public SplitArm? Choose(IReadOnlyList<SplitArm> arms, string key)
    {
        double total = arms.Sum(arm => arm.Weight);
        double place = randomFactory.CreateRandomInstance().NextDouble() * total;
        SplitArm? chosen = null;
        foreach (SplitArm arm in arms)
        {
            if (arm.Weight <= 0)
                continue;
            chosen = arm;
            if (place < arm.Weight)
                break;
            place -= arm.Weight;
        }
        // Rounding may leave `place` a hair beyond the last arm: that arm is then meant.
        return chosen;
    }
}
