using Inpaint.Models.Parametric;
using Split = Inpaint.V1.Split;

namespace Inpaint.Augmentation.DataSets;

/// <summary>Pictures of one size in three splits, served one by one; safe to read from several threads at once.</summary>
public interface IDataSet
{
    /// <summary>Its name in requests, for example "bikes".</summary>
    string Name { get; }

    /// <summary>Columns of every picture.</summary>
    int Width { get; }

    /// <summary>Rows of every picture.</summary>
    int Height { get; }

    /// <summary>What the samples' parameters mean; null where they have none.</summary>
    ParameterSchema? Parameters { get; }

    /// <summary>SHA-256 over what the samples are made of, lower-case hexadecimal: equal digests serve equal samples.</summary>
    string Digest { get; }

    /// <summary>Samples in a split, 0 where the set has no such split.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The split is unspecified.</exception>
    int Count(Split split);

    /// <summary>One sample; the same one whenever it is asked for.</summary>
    /// <param name="split">Train, validation or test.</param>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the split.</exception>
    Sample Get(Split split, int index);

    /// <summary>What is known of one sample beside its picture; sets that draw their pictures do not draw it for this.</summary>
    /// <param name="split">Train, validation or test.</param>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the split.</exception>
    SampleFacts GetFacts(Split split, int index) => Get(split, index).Facts;

    /// <summary>Another description of a sample, as true as its own.</summary>
    /// <param name="split">Train, validation or test.</param>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <param name="variation">Equal variations give equal descriptions.</param>
    /// <returns>The description; null where the set has but one a sample.</returns>
    string? Describe(Split split, int index, long variation) => null;
}
