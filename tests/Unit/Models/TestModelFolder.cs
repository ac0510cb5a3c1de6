using System.Text.Json;
using Inpaint.Models;
using Inpaint.Models.Unet;
using Inpaint.Models.Vae;
using Inpaint.Models.Weights;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Models;

/// <summary>A models folder in a temporary place, with small networks of drawn weights in it.</summary>
internal sealed class TestModelFolder : IDisposable
{
    public const int Width = 32;
    public const int Height = 16;
    public const int EmbeddingWidth = 6;
    public const int TextWidth = 5;
    public const int MostTokens = 9;

    public string Root { get; } = Directory.CreateTempSubdirectory("models-").FullName;

    public ModelStore Store => new(Root);

    /// <summary>Writes a model; returns the folder of its files.</summary>
    public string Add(string name, string family = "unet", bool isDefault = false, string? revision = null, bool reads = false, Func<ModelManifest, ModelManifest>? change = null)
    {
        var folder = revision is null ? Path.Combine(Root, name) : Path.Combine(Root, name, revision);
        Directory.CreateDirectory(folder);
        var (network, configuration) = family == StarterVae.Family ? Vae() : Unet(reads ? TextWidth : 0);
        using (network)
        {
            var manifest = new ModelManifest
            {
                Format = ModelManifest.CurrentFormat,
                Family = family,
                Default = isDefault,
                DataSet = "bikes",
                Width = Width,
                Height = Height,
                Encoder = family == ConditionedUnet.Family ? "parametric/test" : null,
                EncoderDigest = family == ConditionedUnet.Family ? "00" : null,
                EmbeddingWidth = family == ConditionedUnet.Family ? EmbeddingWidth : 0,
                Parameters = NetworkWeights.CountParameters(network),
                WeightsDigest = SafetensorsWriter.Write(Path.Combine(folder, ModelManifest.WeightsFileName), NetworkWeights.Describe(network)),
                Network = configuration,
            };
            File.WriteAllBytes(Path.Combine(folder, ModelManifest.FileName), (change?.Invoke(manifest) ?? manifest).ToJson());
        }

        return folder;
    }

    /// <summary>Writes a UNet that takes texts.</summary>
    public void AddReading(string name) => Add(name, reads: true, change: manifest => manifest with
    {
        Text = new TextCondition("clip/test", "00", TextWidth, MostTokens),
    });

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static (nn.Module Network, JsonElement Configuration) Unet(int textWidth) =>
        (new ConditionedUnet(new ConditionedUnetConfiguration
        {
            Width = Width,
            Height = Height,
            EmbeddingWidth = EmbeddingWidth,
            TextWidth = textWidth,
            TextHeads = 2,
            Channels = [4, 6, 8, 10],
            MixingChannels = 4,
            MixingWidth = 8,
            ConditionWidth = 8,
        }),
        JsonDocument.Parse($$"""
            {"width": {{Width}}, "height": {{Height}}, "embedding_width": {{EmbeddingWidth}}, "text_width": {{textWidth}}, "text_heads": 2, "channels": [4, 6, 8, 10],
             "mixing_channels": 4, "mixing_width": 8, "condition_width": 8}
            """).RootElement);

    private static (nn.Module Network, JsonElement Configuration) Vae() =>
        (new StarterVae(new StarterVaeConfiguration { Width = Width, Height = Height, LatentWidth = 8 }),
        JsonDocument.Parse($$"""{"width": {{Width}}, "height": {{Height}}, "latent_width": 8}""").RootElement);
}
