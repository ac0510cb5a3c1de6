using Inpaint.Imaging;
using Inpaint.Models.Parametric;

namespace Inpaint.Augmentation.DataSets;

/// <summary>In which form a data set lies on disk.</summary>
internal enum DataSetKind
{
    /// <summary>Pictures in folders with captions.csv.</summary>
    Folder,

    /// <summary>The bike design challenge's own .npy and .pkl files.</summary>
    Challenge,
}

/// <summary>What the configuration says of a data set, under <c>DataSets:NAME</c>.</summary>
internal sealed record DataSetSettings
{
    /// <summary>The configuration section that holds all of them.</summary>
    public const string Section = "DataSets";

    /// <summary>Its folder.</summary>
    public string Path { get; init; } = "";

    /// <summary>In which form it lies there.</summary>
    public DataSetKind Kind { get; init; } = DataSetKind.Folder;

    /// <summary>With <see cref="DataSetKind.Folder"/>: the file of holes beside captions.csv.</summary>
    public string MasksFile { get; init; } = "masks.csv";

    /// <summary>Opens every data set that is configured.</summary>
    /// <param name="configuration">Where they stand.</param>
    /// <param name="limits">What one picture may cost.</param>
    /// <exception cref="InvalidOperationException">One cannot be opened; the message names its key.</exception>
    public static IReadOnlyList<IDataSet> OpenAll(IConfiguration configuration, PictureLimits limits)
    {
        var opened = new List<IDataSet>();
        foreach (var section in configuration.GetSection(Section).GetChildren())
        {
            try
            {
                var settings = section.Get<DataSetSettings>() ?? new DataSetSettings();
                opened.Add(settings.Open(section.Key, limits));
            }
            catch (Exception e)
            {
                foreach (var dataSet in opened.OfType<IDisposable>())
                    dataSet.Dispose();
                throw new InvalidOperationException($"{section.Path}: {e.Message}", e);
            }
        }

        return opened;
    }

    private IDataSet Open(string name, PictureLimits limits)
    {
        if (Path.Length == 0)
            throw new InvalidOperationException($"{nameof(Path)} is required");
        return Kind == DataSetKind.Challenge
            ? ChallengeDataSet.Open(name, Path, ParameterSchema.Bikes)
            : FolderDataSet.Open(new FolderDataSetOptions { Name = name, Path = Path, MasksFile = MasksFile, Limits = limits });
    }
}
