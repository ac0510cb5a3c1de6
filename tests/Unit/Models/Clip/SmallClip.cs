using Inpaint.Models;
using Inpaint.Models.Clip;
using Inpaint.Models.Text;
using Inpaint.Models.Weights;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Models.Clip;

/// <summary>A small CLIP of drawn weights over a vocabulary of bytes, and the Hugging Face folder that it would be published as.</summary>
internal static class SmallClip
{
    public static readonly BytePairVocabulary Vocabulary = BytePairVocabulary.OfMerges([new Merge("r", "e"), new Merge("re", "d</w>")]);

    public static ClipConfiguration Configuration { get; } = new()
    {
        ProjectionDim = 12,
        TextConfig = new ClipTextConfiguration
        {
            VocabSize = Vocabulary.Size,
            HiddenSize = 16,
            IntermediateSize = 24,
            NumHiddenLayers = 2,
            NumAttentionHeads = 2,
            MaxPositionEmbeddings = 24,
            EosTokenId = Vocabulary.Ids[BytePairVocabulary.EndOfText],
        },
        VisionConfig = new ClipVisionConfiguration { HiddenSize = 16, IntermediateSize = 24, NumHiddenLayers = 2, NumAttentionHeads = 2, ImageSize = 16, PatchSize = 8 },
    };

    public static ClipModel Model(ClipConfiguration? configuration = null)
    {
        using var generator = new Generator(5);
        var model = new ClipModel(configuration ?? Configuration);
        ClipInitialization.Draw(model, generator);
        model.eval();
        return model;
    }

    /// <summary>Writes a published folder: configuration, weights, vocabulary.</summary>
    public static string Write(string folder, ClipModel model, bool sharded = false, bool vocabulary = true)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "config.json"), model.Configuration.ToJson().GetRawText());
        if (vocabulary)
            VocabularyFiles.Write(Vocabulary, folder);
        var tensors = NetworkWeights.Describe(model).ToList();
        if (!sharded)
        {
            SafetensorsWriter.Write(Path.Combine(folder, "model.safetensors"), tensors);
            return folder;
        }

        var map = new Dictionary<string, string>();
        foreach (var (part, number) in tensors.Chunk((tensors.Count + 1) / 2).Select((part, i) => (part, i + 1)))
        {
            var file = $"model-0000{number}-of-00002.safetensors";
            SafetensorsWriter.Write(Path.Combine(folder, file), part);
            foreach (var tensor in part)
                map.Add(tensor.Name, file);
        }

        File.WriteAllText(Path.Combine(folder, "model.safetensors.index.json"), System.Text.Json.JsonSerializer.Serialize(new { weight_map = map }));
        return folder;
    }
}
