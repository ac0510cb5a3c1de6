using Inpaint.Augmentation.DataSets.Files;
using Inpaint.Augmentation.DataSets.Files.Numpy;
using Inpaint.Imaging;
using Inpaint.Models.Parametric;
using Split = Inpaint.V1.Split;

namespace Inpaint.Augmentation.DataSets;

/// <summary>
/// The bike design challenge's own files: images_train_0.npy, images_train_1.npy, ... and, where they are there, mask_train.npy,
/// param_train.npy and desc_train.pkl. Pictures stay on disk until asked for. A tenth is the validation split; the challenge's test
/// files hold no targets, so there is no test split.
/// </summary>
public sealed class ChallengeDataSet : IDataSet, IDisposable
{
    private const int Channels = 3;
    private readonly List<MappedNumpyArray> _parts;
    private readonly ChallengeTables _tables;
    private readonly int[] _trainIndices;
    private readonly int[] _validationIndices;

    private ChallengeDataSet(string name, List<MappedNumpyArray> parts, ChallengeTables tables, string digest)
    {
        (Name, _parts, _tables, Digest) = (name, parts, tables, digest);
        (Height, Width) = ((int)parts[0].Shape[2], (int)parts[0].Shape[3]);
        string[] indices = [.. Enumerable.Range(0, parts.Sum(part => part.Count)).Select(index => $"{index}")];
        (_trainIndices, _validationIndices) = HeldOut.Split(indices, HeldOut.ValidationShare);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Width { get; }

    /// <inheritdoc/>
    public int Height { get; }

    /// <inheritdoc/>
    public ParameterSchema? Parameters => _tables.Schema;

    /// <inheritdoc/>
    public string Digest { get; }

    /// <summary>Opens the folder.</summary>
    /// <param name="name">Its name in requests.</param>
    /// <param name="folder">Holds the files.</param>
    /// <param name="schema">What the columns of param_train.npy mean.</param>
    /// <exception cref="DataFileException">A file is broken, or does not fit the others; the message names it.</exception>
    /// <exception cref="IOException">A file cannot be opened.</exception>
    public static ChallengeDataSet Open(string name, string folder, ParameterSchema schema)
    {
        using var digest = new ContentDigest();
        var parts = new List<MappedNumpyArray>();
        try
        {
            for (var path = PartPath(folder, 0); File.Exists(path); path = PartPath(folder, parts.Count))
            {
                parts.Add(new MappedNumpyArray(path));
                digest.AddFile(Path.GetFileName(path), path);
                CheckPart(parts, path);
            }

            if (parts.Sum(part => part.Count) == 0)
                throw new DataFileException(DataFileErrorKind.Format, $"{PartPath(folder, 0)} is not there or holds no picture");

            var (height, width) = ((int)parts[0].Shape[2], (int)parts[0].Shape[3]);
            var tables = ChallengeTables.Open(folder, parts.Sum(part => part.Count), width, height, schema, digest);
            return new ChallengeDataSet(name, parts, tables, digest.Finish());
        }
        catch
        {
            parts.ForEach(part => part.Dispose());
            throw;
        }
    }

    /// <inheritdoc/>
    public int Count(Split split) => split switch
    {
        Split.Train => _trainIndices.Length,
        Split.Validation => _validationIndices.Length,
        Split.Test => 0,
        _ => throw new ArgumentOutOfRangeException(nameof(split), split, "a split must be stated"),
    };

    /// <inheritdoc/>
    public Sample Get(Split split, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count(split));
        var record = (split == Split.Train ? _trainIndices : _validationIndices)[index];
        return new Sample($"{Name}/train/{record}", ReadPicture(record), _tables.Hole(record), _tables.ParametersOf(record), _tables.Description(record));
    }

    /// <summary>Closes the files.</summary>
    public void Dispose() => _parts.ForEach(part => part.Dispose());

    private static string PartPath(string folder, int part) => Path.Combine(folder, $"images_train_{part}.npy");

    private static void CheckPart(List<MappedNumpyArray> parts, string path)
    {
        var part = parts[^1];
        if (part.DataType != NumpyDataType.UInt8 || part.Shape.Count != 4 || part.Shape[1] != Channels || part.Shape[2] < 1 || part.Shape[3] < 1)
            throw DataFileException.Unsupported($"{path}: uint8 (pictures, 3, rows, columns) is wanted");

        if (part.Shape[2] != parts[0].Shape[2] || part.Shape[3] != parts[0].Shape[3])
            throw DataFileException.Corrupt($"{path}: its pictures differ in size from those before it");
    }

    private RgbImage ReadPicture(int record)
    {
        var part = 0;
        while (record >= _parts[part].Count)
        {
            record -= _parts[part++].Count;
        }

        var planes = _parts[part].Record(record).Data;
        var count = Width * Height;
        var pixels = new byte[planes.Length];
        for (var i = 0; i < count; i++)
        {
            pixels[3 * i] = planes[i];
            pixels[3 * i + 1] = planes[count + i];
            pixels[3 * i + 2] = planes[2 * count + i];
        }

        return new RgbImage(Width, Height, pixels);
    }
}
