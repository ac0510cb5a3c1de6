using Inpaint.Models;
using Inpaint.Models.Clip;
using Inpaint.Models.Text;
using Inpaint.Models.Weights;
using static TorchSharp.torch;

namespace Inpaint.Tests.Integration.Encoders;

/// <summary>A models folder of the test's own with small, untrained CLIP models.</summary>
internal sealed class ClipFolder : IDisposable
{
    public const int ContextLength = 12;
    public const int Width = 24;
    public const int TokenWidth = 32;

    public string Root { get; } = Directory.CreateTempSubdirectory("inpaint-clip-").FullName;

    /// <summary>Writes a model.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="seed">Seed of its weights.</param>
    /// <param name="isDefault">Whether requests that name none get it.</param>
    /// <param name="revision">Name of the revision's folder; empty: the model's own.</param>
    /// <returns>Digest of the weights.</returns>
    public string Write(string name, long seed, bool isDefault = false, string revision = "")
    {
        var trainer = new BytePairTrainer();
        trainer.Add("a red bicycle with a red basket and a blue bicycle with blue wheels");
        BytePairVocabulary vocabulary = trainer.Train(40);
        var settings = new ClipSettings
        {
            Model = new ClipConfiguration
            {
                TextConfig = new ClipTextConfiguration
                {
                    VocabSize = vocabulary.Size,
                    HiddenSize = TokenWidth,
                    IntermediateSize = 64,
                    NumHiddenLayers = 2,
                    NumAttentionHeads = 4,
                    MaxPositionEmbeddings = ContextLength,
                    EosTokenId = vocabulary.Ids[BytePairVocabulary.EndOfText],
                },
                VisionConfig = new ClipVisionConfiguration
                {
                    HiddenSize = 48,
                    IntermediateSize = 96,
                    NumHiddenLayers = 2,
                    NumAttentionHeads = 4,
                    ImageSize = 32,
                    PatchSize = 16,
                },
                ProjectionDim = Width,
            },
            Texts = new ClipTextSettings { VocabularyFiles = [VocabularyFiles.TokensName, VocabularyFiles.MergesName] },
        };
        string folder = Path.Combine(Root, name, revision).TrimEnd('/');
        string beside = folder + ModelStore.PartialSuffix;
        Directory.CreateDirectory(beside);
        VocabularyFiles.Write(vocabulary, beside);
        using var generator = new Generator((ulong)seed);
        using var network = new ClipModel(settings.Model);
        ClipInitialization.Draw(network, generator);
        string digest = SafetensorsWriter.Write(Path.Combine(beside, ModelManifest.WeightsFileName), NetworkWeights.Describe(network));
        var manifest = new ModelManifest
        {
            Format = ModelManifest.CurrentFormat,
            Family = ClipModel.Family,
            Default = isDefault,
            DataSet = "none",
            Width = 32,
            Height = 32,
            Parameters = NetworkWeights.CountParameters(network),
            WeightsDigest = digest,
            Network = settings.ToJson(),
        };
        File.WriteAllBytes(Path.Combine(beside, ModelManifest.FileName), manifest.ToJson());
        Directory.Move(beside, folder);
        return digest;
    }

    /// <summary>Opens a model without any service.</summary>
    public ClipEncoder Open(string name) => ClipEncoder.Open(new ModelStore(Root), name, ClipModelTokenizer.Open);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
