namespace Inpaint.Gateway.Arms;

/// <summary>Sticky by the caller's key where there is one, random otherwise.</summary>
internal sealed class ArmSplit(WeightedRendezvousPolicy sticky, RandomArmPolicy random) : IArmPolicy
{
    public SplitArm? Choose(IReadOnlyList<SplitArm> arms, string key) =>
        key.Length > 0 ? sticky.Choose(arms, key) : random.Choose(arms, key);
}
