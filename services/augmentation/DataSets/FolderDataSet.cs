using Inpaint.Imaging;
using Inpaint.Models.Parametric;
using Split = Inpaint.V1.Split;

namespace Inpaint.Augmentation.DataSets;

/// <summary>
/// Pictures in folders: train/ and test/, each with captions.csv, images/ and, if wanted, a file of holes. A tenth of train/ is the
/// validation split. All files are looked at once when the set is opened, so that a bad one is found then; they are decoded when asked for.
/// </summary>
public sealed class FolderDataSet : IDataSet
{
    private readonly FolderPart _train;
    private readonly FolderPart? _test;
    private readonly int[] _trainIndices;
    private readonly int[] _validationIndices;

    private FolderDataSet(string name, FolderPart train, FolderPart? test, string digest)
    {
        (Name, _train, _test, Digest) = (name, train, test, digest);
        (Width, Height) = (train.Width, train.Height);
        (_trainIndices, _validationIndices) = HeldOut.Split(train.Images, HeldOut.ValidationShare);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Width { get; }

    /// <inheritdoc/>
    public int Height { get; }

    /// <summary>Always null: photographs have no parameters.</summary>
    public ParameterSchema? Parameters => null;

    /// <inheritdoc/>
    public string Digest { get; }

    /// <summary>Reads the tables and every picture's header.</summary>
    /// <exception cref="Files.DataFileException">A table is broken, names no picture, a picture that is not there, or one of another size or a hole not inside.</exception>
    /// <exception cref="PictureException">A picture's header cannot be read; the message names the file.</exception>
    /// <exception cref="IOException">The folder or a file in it cannot be read.</exception>
    public static FolderDataSet Open(FolderDataSetOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var digest = new ContentDigest();
        var train = FolderPart.Open(options, "train", expectedSize: null, digest);
        var hasTest = Directory.Exists(Path.Combine(options.Path, "test"));
        var test = hasTest ? FolderPart.Open(options, "test", (train.Width, train.Height), digest) : null;
        return new FolderDataSet(options.Name, train, test, digest.Finish());
    }

    /// <inheritdoc/>
    public int Count(Split split) => split switch
    {
        Split.Train => _trainIndices.Length,
        Split.Validation => _validationIndices.Length,
        Split.Test => _test?.Images.Count ?? 0,
        _ => throw new ArgumentOutOfRangeException(nameof(split), split, "a split must be stated"),
    };

    /// <inheritdoc/>
    public Sample Get(Split split, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count(split));
        return split switch
        {
            Split.Train => _train.Get(Name, _trainIndices[index]),
            Split.Validation => _train.Get(Name, _validationIndices[index]),
            _ => _test!.Get(Name, index),
        };
    }
}
