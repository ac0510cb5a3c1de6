using Inpaint.Imaging;

namespace Inpaint.Augmentation.DataSets;

/// <summary>Where a folder data set lies and how it is read.</summary>
public sealed record FolderDataSetOptions
{
    /// <summary>Its name in requests.</summary>
    public required string Name { get; init; }

    /// <summary>The folder with "train" and "test", each holding captions.csv and images/.</summary>
    public required string Path { get; init; }

    /// <summary>Name of the file of holes beside captions.csv, taken in either folder where it is there.</summary>
    public string MasksFile { get; init; } = "masks.csv";

    /// <summary>Limits of each picture file.</summary>
    public PictureLimits Limits { get; init; } = PictureLimits.Default;
}
