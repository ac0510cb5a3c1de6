namespace Inpaint.Models;

/// <summary>A revision of a model in the making: its files are written into a folder that nobody reads, which then appears by one rename.</summary>
public sealed class ModelRevision : IDisposable
{
    private const int DigestDigits = 8;

    private readonly string _model;

    private ModelRevision(string model, string folder) => (_model, Folder) = (model, folder);

    /// <summary>Where the revision's files are to be written.</summary>
    public string Folder { get; }

    /// <summary>Begins a revision.</summary>
    /// <param name="root">The models folder.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="maker">Names the one who makes it; what an earlier try of the same maker left is removed.</param>
    /// <exception cref="ModelException">The name breaks the rule of names.</exception>
    public static ModelRevision Begin(string root, string name, string maker)
    {
        ModelNames.ThrowUnlessValid(name);
        var model = Path.Combine(Path.GetFullPath(root), name);
        var folder = Path.Combine(model, maker + ModelStore.PartialSuffix);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        return new ModelRevision(model, folder);
    }

    /// <summary>Makes the revision the model's latest. Names of revisions sort by the time at which they were finished.</summary>
    /// <param name="digest">SHA-256 of the weights, lower-case hexadecimal.</param>
    /// <param name="time">When it was finished.</param>
    public void Publish(string digest, DateTimeOffset time) =>
        Directory.Move(Folder, Path.Combine(_model, $"{time.ToUnixTimeMilliseconds():D13}-{digest[..DigestDigits]}"));

    /// <summary>Removes what was not published.</summary>
    public void Dispose()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }
}
