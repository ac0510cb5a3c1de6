using Inpaint.Models;
using Inpaint.Models.Clip;
using Inpaint.Models.Weights;

namespace Inpaint.Benchmarks.Retrieval;

/// <summary>A stored CLIP with freshly drawn weights in place of its own, in a store of its own.</summary>
internal sealed class UntrainedModel : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("inpaint-untrained-").FullName;
    private readonly string _name;

    public UntrainedModel(ModelStore store, string name)
    {
        _name = name;
        var folder = ClipModelFolder.Find(store, name);
        var copy = Directory.CreateDirectory(Path.Combine(_root, name)).FullName;
        foreach (var file in folder.Settings.Texts.VocabularyFiles)
            File.Copy(Path.Combine(folder.Path, file), Path.Combine(copy, file));
        TorchSharp.torch.manual_seed(1);
        using var model = new ClipModel(folder.Settings.Model);
        ClipInitialization.Draw(model);
        var digest = SafetensorsWriter.Write(Path.Combine(copy, ModelManifest.WeightsFileName), NetworkWeights.Describe(model));
        File.WriteAllBytes(Path.Combine(copy, ModelManifest.FileName), (folder.Manifest with { WeightsDigest = digest }).ToJson());
    }

    public ClipEncoder Open() => ClipEncoder.Open(new ModelStore(_root), _name);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
