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

    public string Root { get; } = Directory.CreateTempSubdirectory("models-").FullName;

    public ModelStore Store => new(Root);

    /// <summary>Writes a model; returns the folder of its files.</summary>
    public string Add(string name, string family = "unet", bool isDefault = false, string? revision = null, Func<ModelManifest, ModelManifest>? change = null)
    {
        var folder = revision is null ? Path.Combine(Root, name) : Path.Combine(Root, name, revision);
        Directory.CreateDirectory(folder);
        var (network, configuration) = family == StarterVae.Family ? Vae() : Unet();
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

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static (nn.Module Network, JsonElement Configuration) Unet() =>
        (new ConditionedUnet(new ConditionedUnetConfiguration
        {
            Width = Width,
            Height = Height,
            EmbeddingWidth = EmbeddingWidth,
            Channels = [4, 6, 8, 10],
            MixingChannels = 4,
            MixingWidth = 8,
            ConditionWidth = 8,
        }),
        JsonDocument.Parse($$"""
            {"width": {{Width}}, "height": {{Height}}, "embedding_width": {{EmbeddingWidth}}, "channels": [4, 6, 8, 10],
             "mixing_channels": 4, "mixing_width": 8, "condition_width": 8}
            """).RootElement);

    private static (nn.Module Network, JsonElement Configuration) Vae() =>
        (new StarterVae(new StarterVaeConfiguration { Width = Width, Height = Height, LatentWidth = 8 }),
        JsonDocument.Parse($$"""{"width": {{Width}}, "height": {{Height}}, "latent_width": 8}""").RootElement);
}
