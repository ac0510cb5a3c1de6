using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Inpaint.Imaging.Resizing;
using Inpaint.Models.Text;

namespace Inpaint.Models.Clip;

/// <summary>All that a CLIP model's manifest says of it: its shape, and how texts and pictures are made ready for it.</summary>
public sealed record ClipSettings
{
    // Raised whenever the code between a picture or text and the towers changes what they get.
    private const int PreprocessingVersion = 1;
    private const int DigestDigits = 16;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The model's shape.</summary>
    public required ClipConfiguration Model { get; init; }

    /// <summary>How pictures are made ready.</summary>
    public ClipPictureSettings Pictures { get; init; } = new();

    /// <summary>How texts are made ready.</summary>
    public ClipTextSettings Texts { get; init; } = new();

    /// <summary>Reads a manifest's entry.</summary>
    /// <exception cref="ArgumentException">A size is out of its range; it is named.</exception>
    /// <exception cref="JsonException">An entry is of another type.</exception>
    public static ClipSettings Read(JsonElement json)
    {
        var settings = json.Deserialize<ClipSettings>(Options)!;
        settings.Model.ThrowUnlessValid();
        settings.Pictures.ThrowUnlessValid();
        settings.Texts.ThrowUnlessValid();
        return settings;
    }

    /// <summary>The settings as a manifest's entry.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, Options);

    /// <summary>Names the way from inputs to the towers: equal names, equal ids and pixels.</summary>
    /// <param name="folder">The model's folder, with the vocabulary's files.</param>
    internal string NamePreprocessing(string folder)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(JsonSerializer.SerializeToUtf8Bytes(this, Options));
        foreach (var file in Texts.VocabularyFiles)
            digest.AppendData(File.ReadAllBytes(Path.Combine(folder, file)));
        return $"clip-{PreprocessingVersion}-{Convert.ToHexStringLower(digest.GetHashAndReset())[..DigestDigits]}";
    }
}

/// <summary>How pictures are made ready for a CLIP model.</summary>
public sealed record ClipPictureSettings
{
    /// <summary>What becomes of pictures of another shape than the tower's.</summary>
    public ClipCrop Crop { get; init; } = ClipCrop.OpenAi;

    /// <summary>Subtracted from levels in 0..1, by channel; the published models' where absent.</summary>
    public IReadOnlyList<float> Mean { get; init; } = [0.48145466f, 0.4578275f, 0.40821073f];

    /// <summary>What the difference is divided by, by channel; the published models' where absent.</summary>
    public IReadOnlyList<float> StandardDeviation { get; init; } = [0.26862954f, 0.26130258f, 0.27577711f];

    /// <exception cref="ArgumentException">An entry is out of its range; it is named.</exception>
    internal void ThrowUnlessValid()
    {
        if (Mean.Count != 3 || Mean.Any(mean => !float.IsFinite(mean)))
            throw new ArgumentException("pictures.mean is not of three finite numbers");
        if (StandardDeviation.Count != 3 || StandardDeviation.Any(deviation => !float.IsFinite(deviation) || deviation <= 0))
            throw new ArgumentException("pictures.standard_deviation is not of three numbers above 0");
    }
}

/// <summary>How texts are made ready for a CLIP model.</summary>
public sealed record ClipTextSettings
{
    /// <summary>The cleaning.</summary>
    public TextCleaning Cleaning { get; init; } = TextCleaning.OpenAi;

    /// <summary>Files of the vocabulary beside the weights: OpenAI's list of merges, or vocab.json and merges.txt.</summary>
    public IReadOnlyList<string> VocabularyFiles { get; init; } = [];

    /// <exception cref="ArgumentException">An entry is no file's name.</exception>
    internal void ThrowUnlessValid()
    {
        if (VocabularyFiles.FirstOrDefault(file => file.Length == 0 || file != Path.GetFileName(file)) is { } path)
            throw new ArgumentException($"texts.vocabulary_files has '{path}', which is no file's name");
    }
}
