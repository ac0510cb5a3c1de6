namespace TorchSharp;

public static partial class torch
{
    /// <summary>What a division does with the fraction of its result.</summary>
    public enum RoundingMode
    {
        None,
        trunc,
        floor,
    }
}
