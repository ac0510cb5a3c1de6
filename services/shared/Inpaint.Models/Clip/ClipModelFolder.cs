using System.Text.Json;
using Inpaint.Models.Weights;

namespace Inpaint.Models.Clip;

/// <summary>A CLIP model in a model store, found but not yet loaded.</summary>
/// <param name="Name">Its name in the store.</param>
/// <param name="Path">The folder of its latest revision.</param>
/// <param name="Manifest">What it says of itself.</param>
/// <param name="Settings">Its shape, and how texts and pictures are made ready for it.</param>
public sealed record ClipModelFolder(string Name, string Path, ModelManifest Manifest, ClipSettings Settings)
{
    /// <summary>Finds a model.</summary>
    /// <param name="store">The models.</param>
    /// <param name="name">The model's name.</param>
    /// <exception cref="ModelException">There is no such model, or its manifest is damaged.</exception>
    public static ClipModelFolder Find(ModelStore store, string name)
    {
        var (folder, manifest) = store.ReadManifest(ClipModel.Family, name);
        try
        {
            var settings = ClipSettings.Read(manifest.Network);
            if (settings.Texts.VocabularyFiles.FirstOrDefault(file => !File.Exists(System.IO.Path.Combine(folder, file))) is { } missing)
                throw new ModelException(ModelErrorKind.Corrupt, $"the model '{name}' has no {missing}");
            return new ClipModelFolder(name, folder, manifest, settings);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new ModelException(ModelErrorKind.Corrupt, $"the model '{name}' has no sound configuration: {exception.Message}", exception);
        }
    }

    /// <summary>Builds the network and reads its weights, after checking that they are the manifest's.</summary>
    /// <exception cref="ModelException">The weights are missing, damaged, or of another network.</exception>
    public ClipModel Load()
    {
        var weights = System.IO.Path.Combine(Path, ModelManifest.WeightsFileName);
        ModelFamilies.ThrowUnlessDigestMatches(Name, Manifest, weights);
        var model = new ClipModel(Settings.Model);
        try
        {
            NetworkWeights.Load(model, weights);
            model.eval();
            return model;
        }
        catch (WeightsFileException exception)
        {
            model.Dispose();
            throw new ModelException(ModelErrorKind.Corrupt, $"the model '{Name}' does not fit its manifest: {exception.Message}", exception);
        }
    }
}
