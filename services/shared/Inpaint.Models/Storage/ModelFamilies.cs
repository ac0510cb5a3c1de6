using System.Security.Cryptography;
using System.Text.Json;
using Inpaint.Models.Unet;
using Inpaint.Models.Vae;
using Inpaint.Models.Weights;
using TorchSharp;

namespace Inpaint.Models;

/// <summary>Builds the network of each family from its manifest and weights. A new family adds a line here.</summary>
internal static class ModelFamilies
{
    public static ICompletionModel Open(string name, ModelManifest manifest, string weightsPath, torch.Device device)
    {
        ThrowUnlessDigestMatches(name, manifest, weightsPath);
        try
        {
            NetworkCompletionModel model = manifest.Family switch
            {
                StarterVae.Family => StarterVaeModel.Open(name, manifest, weightsPath),
                ConditionedUnet.Family => ConditionedUnetModel.Open(name, manifest, weightsPath),
                _ => throw new ModelException(ModelErrorKind.Unsupported, $"the model '{name}' is of the unknown family '{manifest.Family}'"),
            };
            model.MoveTo(device);
            return model;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or WeightsFileException)
        {
            throw new ModelException(ModelErrorKind.Corrupt, $"the model '{name}' does not fit its manifest: {exception.Message}", exception);
        }
    }

    /// <exception cref="ModelException">The weights are missing, or are not those of the manifest.</exception>
    public static void ThrowUnlessDigestMatches(string name, ModelManifest manifest, string weightsPath)
    {
        if (!File.Exists(weightsPath))
            throw new ModelException(ModelErrorKind.Corrupt, $"the model '{name}' has no {Path.GetFileName(weightsPath)}");
        using var stream = File.OpenRead(weightsPath);
        var digest = Convert.ToHexStringLower(SHA256.HashData(stream));
        if (digest != manifest.WeightsDigest)
            throw new ModelException(ModelErrorKind.Corrupt, $"the weights of the model '{name}' are not those of its manifest (SHA-256 {digest})");
    }
}
