using Inpaint.Imaging;

namespace Inpaint.Augmentation.DataSets;

/// <summary>One sample of a data set.</summary>
/// <param name="Id">Its name within the suite, "set/split/index" or "set/split/file".</param>
/// <param name="Picture">The whole picture.</param>
/// <param name="OwnMask">The hole that the data set gives with the picture; null where it gives none.</param>
/// <param name="Parameters">One value a parameter of the set's schema, NaN = unknown; null where the set has no schema.</param>
/// <param name="Description">What is to be seen, in words; empty where the set says nothing.</param>
public sealed record Sample(string Id, RgbImage Picture, HoleMask? OwnMask, double[]? Parameters, string Description)
{
    /// <summary>What is known of it beside its picture.</summary>
    public SampleFacts Facts => new(Id, Parameters, Description);
}

/// <summary>What is known of a sample beside its picture.</summary>
/// <param name="Id">As the sample's.</param>
/// <param name="Parameters">As the sample's.</param>
/// <param name="Description">As the sample's.</param>
public readonly record struct SampleFacts(string Id, double[]? Parameters, string Description);
