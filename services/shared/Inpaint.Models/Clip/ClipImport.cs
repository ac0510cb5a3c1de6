using System.Text.Json;
using Inpaint.Imaging.Resizing;
using Inpaint.Models.Text;
using Inpaint.Models.Weights;

namespace Inpaint.Models.Clip;

/// <summary>Takes a published CLIP checkpoint into a model store: checks it, converts it to float32 safetensors, digests and names it.</summary>
public static class ClipImport
{
    private const string PicturesFile = "preprocessor_config.json";
    private static readonly string[] VocabularyOfFolder = [VocabularyFiles.TokensName, VocabularyFiles.MergesName];

    /// <summary>Imports a checkpoint as a new revision, which appears whole, by one rename.</summary>
    /// <param name="source">A Hugging Face folder, or a file with OpenAI's names.</param>
    /// <param name="storeRoot">The models folder.</param>
    /// <param name="name">The name it gets.</param>
    /// <param name="vocabulary">
    /// OpenAI's file of merges, or a folder with vocab.json and merges.txt; null where the source's folder holds them. OpenAI's
    /// checkpoints hold none.
    /// </param>
    /// <param name="time">The clock that names the revision.</param>
    /// <returns>The manifest written.</returns>
    /// <exception cref="ModelException">The name breaks the rule of names.</exception>
    /// <exception cref="WeightsFileException">The checkpoint is damaged, hostile or no CLIP model, or its vocabulary is missing.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static ModelManifest Import(string source, string storeRoot, string name, string? vocabulary = null, TimeProvider? time = null)
    {
        ModelNames.ThrowUnlessValid(name);
        using var checkpoint = ClipCheckpoint.Open(source);
        var files = FindVocabulary(source, vocabulary);
        var settings = new ClipSettings
        {
            Model = checkpoint.Configuration,
            Pictures = Pictures(source),
            Texts = new ClipTextSettings
            {
                // Each library's own cleaning goes with its form of file.
                Cleaning = Directory.Exists(source) ? TextCleaning.HuggingFace : TextCleaning.OpenAi,
                VocabularyFiles = [.. files.Select(file => Path.GetFileName(file))],
            },
        };
        using var model = checkpoint.Load();
        using var revision = ModelRevision.Begin(storeRoot, name, $"import-{Guid.NewGuid():N}");
        foreach (var file in files)
            File.Copy(file, Path.Combine(revision.Folder, Path.GetFileName(file)));
        var digest = SafetensorsWriter.Write(Path.Combine(revision.Folder, ModelManifest.WeightsFileName), NetworkWeights.Describe(model));
        var manifest = Manifest(settings, NetworkWeights.CountParameters(model), digest);
        ThrowUnlessFits(ClipModelTokenizer.Open(new ClipModelFolder(name, revision.Folder, manifest, settings)), settings.Model.TextConfig);
        File.WriteAllBytes(Path.Combine(revision.Folder, ModelManifest.FileName), manifest.ToJson());
        revision.Publish(digest, (time ?? TimeProvider.System).GetUtcNow());
        return manifest;
    }

    /// <summary>What a CLIP model's folder says of it.</summary>
    internal static ModelManifest Manifest(ClipSettings settings, long parameters, string digest) => new()
    {
        Format = ModelManifest.CurrentFormat,
        Family = ClipModel.Family,
        DataSet = "",
        Width = settings.Model.VisionConfig.ImageWidth ?? settings.Model.VisionConfig.ImageSize,
        Height = settings.Model.VisionConfig.ImageSize,
        Parameters = parameters,
        WeightsDigest = digest,
        Network = settings.ToJson(),
    };

    private static void ThrowUnlessFits(ITextTokenizer tokenizer, ClipTextConfiguration texts)
    {
        if (tokenizer.VocabularySize > texts.VocabSize)
            throw new WeightsFileException($"the vocabulary has {tokenizer.VocabularySize} tokens, and the checkpoint embeddings of {texts.VocabSize}");
    }

    private static string[] FindVocabulary(string source, string? vocabulary)
    {
        if (vocabulary is not null && File.Exists(vocabulary))
            return [vocabulary];
        var folder = vocabulary ?? source;
        string[] files = [.. VocabularyOfFolder.Select(file => Path.Combine(folder, file))];
        if (Array.Find(files, file => !File.Exists(file)) is not { } missing)
            return files;
        throw new WeightsFileException(
            vocabulary is null
                ? $"the checkpoint has no {Path.GetFileName(missing)} beside it; its vocabulary must be named"
                : $"the vocabulary has no {Path.GetFileName(missing)}",
            Path.GetFileName(missing));
    }

    private static ClipPictureSettings Pictures(string source)
    {
        if (!Directory.Exists(source))
            return new ClipPictureSettings();
        var published = new ClipPictureSettings { Crop = ClipCrop.HuggingFace };
        var path = Path.Combine(source, PicturesFile);
        if (!File.Exists(path))
            return published;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var pictures = new ClipPictureSettings
            {
                Crop = ClipCrop.HuggingFace,
                Mean = Numbers(json.RootElement, "image_mean") ?? published.Mean,
                StandardDeviation = Numbers(json.RootElement, "image_std") ?? published.StandardDeviation,
            };
            pictures.ThrowUnlessValid();
            return pictures;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException or FormatException)
        {
            throw new WeightsFileException($"{PicturesFile}: {exception.Message}", PicturesFile, exception);
        }
    }

    private static float[]? Numbers(JsonElement json, string name) =>
        json.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(number => number.GetSingle())] : null;
}
