using System.Text.Json;
using Inpaint.Models;
using Inpaint.Models.Parametric;
using Inpaint.Models.Unet;
using Inpaint.Models.Vae;
using Inpaint.Models.Weights;
using static TorchSharp.torch;

namespace Inpaint.Tests.Integration.Generators;

/// <summary>A models folder of the test's own, whose networks are real and untrained.</summary>
internal sealed class ModelFolder : IDisposable
{
    public const int Width = 128;
    public const int Height = 80;

    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public string Root { get; } = Directory.CreateTempSubdirectory("inpaint-models-").FullName;

    /// <summary>Writes a starter VAE.</summary>
    /// <param name="revision">Name of the revision's folder; empty: the model's own.</param>
    /// <param name="seed">Seed of its weights.</param>
    /// <param name="damaged">Cuts its weights short, as a full disk would.</param>
    /// <returns>Digest of the weights.</returns>
    public string WriteVae(string revision = "", long seed = 1, bool damaged = false)
    {
        manual_seed(seed);
        var configuration = new StarterVaeConfiguration { Width = Width, Height = Height };
        using var network = new StarterVae(configuration);
        return Write("vae-test", revision, StarterVae.Family, network, configuration, encoder: null, damaged);
    }

    /// <summary>Writes a conditioned UNet that takes embeddings of bicycles.</summary>
    public string WriteUnet(string revision = "", long seed = 1)
    {
        manual_seed(seed);
        var encoder = new ParametricEncoder(ParameterSchema.Bikes);
        var configuration = new ConditionedUnetConfiguration { Width = Width, Height = Height, EmbeddingWidth = encoder.Width, Channels = [8, 8, 16, 16], MixingChannels = 8, MixingWidth = 32, ConditionWidth = 16 };
        using var network = new ConditionedUnet(configuration);
        return Write("unet-test", revision, ConditionedUnet.Family, network, configuration, encoder);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private string Write<T>(string name, string revision, string family, nn.Module network, T configuration, ParametricEncoder? encoder, bool damaged = false)
    {
        string folder = Path.Combine(Root, name, revision);
        string beside = folder.TrimEnd('/') + ModelStore.PartialSuffix;
        Directory.CreateDirectory(beside);
        string digest = SafetensorsWriter.Write(Path.Combine(beside, ModelManifest.WeightsFileName), NetworkWeights.Describe(network));
        if (damaged)
            CutShort(Path.Combine(beside, ModelManifest.WeightsFileName));
        var manifest = new ModelManifest
        {
            Format = ModelManifest.CurrentFormat,
            Family = family,
            Default = true,
            DataSet = "none",
            Width = Width,
            Height = Height,
            Encoder = encoder?.Name,
            EncoderDigest = encoder?.Digest,
            EmbeddingWidth = encoder?.Width ?? 0,
            Parameters = NetworkWeights.CountParameters(network),
            WeightsDigest = digest,
            Network = JsonSerializer.SerializeToElement(configuration, SnakeCase),
        };
        File.WriteAllBytes(Path.Combine(beside, ModelManifest.FileName), manifest.ToJson());
        Directory.Move(beside, folder.TrimEnd('/'));
        return digest;
    }

    private static void CutShort(string path)
    {
        using FileStream file = File.OpenWrite(path);
        file.SetLength(file.Length / 2);
    }
}
