using System.Text.Json;
using System.Text.Json.Serialization;

namespace Inpaint.Models;

/// <summary>
/// What <c>model.json</c> says of a model: enough to list it without reading its weights,
/// and to build the network that the weights fit.
/// </summary>
public sealed record ModelManifest
{
    /// <summary>Name of the manifest's file.</summary>
    public const string FileName = "model.json";

    /// <summary>Name of the weights' file beside it.</summary>
    public const string WeightsFileName = "weights.safetensors";

    /// <summary>The format that this build reads and writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Format of the folder, <see cref="CurrentFormat"/>.</summary>
    public required int Format { get; init; }

    /// <summary>Family of the network: "unet", "vae".</summary>
    public required string Family { get; init; }

    /// <summary>Whether requests that name no model get this one of its family.</summary>
    public bool Default { get; init; }

    /// <summary>The data set it was trained on.</summary>
    public required string DataSet { get; init; }

    /// <summary>Width of the pictures it takes, in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the pictures it takes, in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Encoder whose embedding it is conditioned on; absent: on none.</summary>
    public string? Encoder { get; init; }

    /// <summary>Digest of that encoder, lower-case hexadecimal.</summary>
    public string? EncoderDigest { get; init; }

    /// <summary>Values of that embedding; 0 when conditioned on none.</summary>
    public int EmbeddingWidth { get; init; }

    /// <summary>The encoder of the texts that it is conditioned on; absent: it takes no text.</summary>
    public TextCondition? Text { get; init; }

    /// <summary>Number of trained parameters.</summary>
    public required long Parameters { get; init; }

    /// <summary>Name of the weights' file beside the manifest; absent: <see cref="WeightsFileName"/>.</summary>
    public string? WeightsFile { get; init; }

    /// <summary>SHA-256 of the weights file, lower-case hexadecimal.</summary>
    public required string WeightsDigest { get; init; }

    /// <summary>The network's own configuration, read by its family.</summary>
    public required JsonElement Network { get; init; }

    /// <summary>Reads a manifest.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelException">It is not a manifest, or of another format.</exception>
    public static ModelManifest Read(string path)
    {
        ModelManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(File.ReadAllBytes(path), ModelJson.Default.ModelManifest);
        }
        catch (JsonException exception)
        {
            throw new ModelException(ModelErrorKind.Corrupt, $"{path} is not a model manifest: {exception.Message}", exception);
        }

        if (manifest is null)
            throw new ModelException(ModelErrorKind.Corrupt, $"{path} is empty");
        if (manifest.Format != CurrentFormat)
            throw new ModelException(ModelErrorKind.Unsupported, $"{path} has format {manifest.Format}; this build reads {CurrentFormat}");
        if (manifest.Width < 1 || manifest.Height < 1 || manifest.EmbeddingWidth < 0 || manifest.Text is { Width: < 1 or > TextCondition.Limit } or { MaxTokens: < 1 or > TextCondition.Limit })
            throw new ModelException(ModelErrorKind.Corrupt, $"{path} states sizes that no picture has");
        if (manifest.WeightsFile is { } weights && weights != Path.GetFileName(weights))
            throw new ModelException(ModelErrorKind.Corrupt, $"{path} names a weights file that is not beside it");
        return manifest;
    }

    /// <summary>Where the weights are.</summary>
    /// <param name="folder">The folder of the manifest.</param>
    internal string WeightsPath(string folder) => Path.Combine(folder, WeightsFile ?? WeightsFileName);

    /// <summary>The manifest as the text of its file.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ModelJson.Default.ModelManifest);

    /// <summary>The model as callers see it.</summary>
    /// <param name="name">The name under which the store holds it.</param>
    public CompletionModelInfo ToInfo(string name) =>
        new(Family, name, WeightsDigest, Width, Height, Parameters, Encoder, EncoderDigest, EmbeddingWidth) { Text = Text };
}

/// <summary>Reads and writes the files of a model folder.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    WriteIndented = true)]
[JsonSerializable(typeof(ModelManifest))]
[JsonSerializable(typeof(Vae.StarterVaeConfiguration))]
[JsonSerializable(typeof(Unet.ConditionedUnetConfiguration))]
[JsonSerializable(typeof(Parametric.ParameterNetworkConfiguration))]
[JsonSerializable(typeof(Glove.GloveModelConfiguration))]
internal sealed partial class ModelJson : JsonSerializerContext;
