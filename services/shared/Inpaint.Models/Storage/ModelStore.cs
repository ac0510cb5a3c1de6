using TorchSharp;

namespace Inpaint.Models;

/// <summary>
/// The models on disk. <c>root/NAME</c> holds either one model (<c>model.json</c>, <c>weights.safetensors</c>)
/// or a folder a revision, each of them such a model; the revision whose name sorts last is the one that is opened.
/// A revision appears by one rename, so a reader never sees half of it.
/// </summary>
/// <param name="root">The models folder; it may be absent, and then holds nothing.</param>
/// <param name="device">Where the models that are opened compute; null: on the processor.</param>
public sealed class ModelStore(string root, torch.Device? device = null)
{
    /// <summary>Ends the names of folders of revisions in the making; never read.</summary>
    public const string PartialSuffix = ".partial";

    /// <summary>The models folder.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>The names of a family's models, in ordinal order; those whose manifests are damaged are left out.</summary>
    /// <param name="family">The family: "unet", "vae".</param>
    public IReadOnlyList<string> Names(string family) =>
        [.. Manifests(family).Select(entry => entry.Name)];

    /// <summary>
    /// The model that is meant when none is named: the first one marked as default, else the first of all;
    /// null where the family has none. Models whose manifests are damaged do not count.
    /// </summary>
    /// <param name="family">The family: "unet", "vae".</param>
    public string? DefaultName(string family)
    {
        var entries = Manifests(family);
        return (entries.FirstOrDefault(entry => entry.Manifest.Default).Name ?? entries.FirstOrDefault().Name);
    }

    /// <summary>What a model is, without opening its weights.</summary>
    /// <param name="family">The family: "unet", "vae".</param>
    /// <param name="name">The model's name.</param>
    /// <exception cref="ModelException">There is no such model, or its manifest is damaged.</exception>
    public CompletionModelInfo Describe(string family, string name) =>
        ReadManifest(family, name).Manifest.ToInfo(name);

    /// <summary>Opens a model: reads its weights, checks them against the manifest, builds the network.</summary>
    /// <param name="family">The family: "unet", "vae".</param>
    /// <param name="name">The model's name.</param>
    /// <exception cref="ModelException">There is no such model, or it is damaged, or this build does not know it.</exception>
    public ICompletionModel Open(string family, string name)
    {
        var (folder, manifest) = ReadManifest(family, name);
        return ModelFamilies.Open(name, manifest, manifest.WeightsPath(folder), device ?? torch.CPU);
    }

    /// <summary>Finds a model of a family that is no generator, and checks its weights against its manifest.</summary>
    /// <param name="family">The family: "parametric", "glove".</param>
    /// <param name="name">The model's name.</param>
    /// <returns>Its manifest, and where its weights are.</returns>
    /// <exception cref="ModelException">There is no such model, or it is damaged.</exception>
    public (ModelManifest Manifest, string WeightsPath) Locate(string family, string name)
    {
        var (folder, manifest) = ReadManifest(family, name);
        var weights = manifest.WeightsPath(folder);
        ModelFamilies.ThrowUnlessDigestMatches(name, manifest, weights);
        return (manifest, weights);
    }

    /// <summary>Finds the folder of a model's latest revision and reads its manifest.</summary>
    /// <exception cref="ModelException">There is no such model, or its manifest is damaged.</exception>
    internal (string Folder, ModelManifest Manifest) ReadManifest(string family, string name)
    {
        ModelNames.ThrowUnlessValid(name);
        var folder = LatestRevision(Path.Combine(Root, name))
            ?? throw new ModelException(ModelErrorKind.NotFound, $"there is no model '{name}' of the family '{family}'");
        var manifest = ModelManifest.Read(Path.Combine(folder, ModelManifest.FileName));
        if (manifest.Family != family)
            throw new ModelException(ModelErrorKind.NotFound, $"the model '{name}' is of the family '{manifest.Family}', not '{family}'");
        return (folder, manifest);
    }

    /// <summary>Every model of every family, in ordinal order of their names; those whose manifests are damaged are left out.</summary>
    public IReadOnlyList<(string Name, ModelManifest Manifest)> All() => Manifests(_ => true);

    private List<(string Name, ModelManifest Manifest)> Manifests(string family) => Manifests(manifest => manifest.Family == family);

    private List<(string Name, ModelManifest Manifest)> Manifests(Func<ModelManifest, bool> belongs)
    {
        var entries = new List<(string Name, ModelManifest Manifest)>();
        if (!Directory.Exists(Root))
            return entries;
        foreach (var model in Directory.GetDirectories(Root).Order(StringComparer.Ordinal))
        {
            if (LatestRevision(model) is not { } folder)
                continue;
            // One damaged model must not hide the others: it is not listed, and asking for it by name says what is wrong.
            if (TryReadManifest(folder) is { } manifest && belongs(manifest))
                entries.Add((Path.GetFileName(model), manifest));
        }

        return entries;
    }

    private static ModelManifest? TryReadManifest(string folder)
    {
        try
        {
            return ModelManifest.Read(Path.Combine(folder, ModelManifest.FileName));
        }
        catch (ModelException)
        {
            return null;
        }
    }

    // Revisions come after the model that lies in the folder itself: they were trained later.
    private static string? LatestRevision(string model)
    {
        if (!Directory.Exists(model))
            return null;
        var revision = Directory.GetDirectories(model)
            .Where(folder => !folder.EndsWith(PartialSuffix, StringComparison.Ordinal))
            .Where(folder => File.Exists(Path.Combine(folder, ModelManifest.FileName)))
            .Max(StringComparer.Ordinal);
        return revision ?? (File.Exists(Path.Combine(model, ModelManifest.FileName)) ? model : null);
    }
}
