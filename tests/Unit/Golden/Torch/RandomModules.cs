using System.Text.Json;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Inpaint.Tests.Unit.Golden.Torch;

/// <summary>Modules of reference cases as their constructors initialise them.</summary>
internal static class RandomModules
{
    /// <summary>The weight and then, where there is one, the bias.</summary>
    public static Tensor[] Parameters(JsonElement arguments)
    {
        var given = arguments.GetProperty("args");
        Module<Tensor, Tensor> module = arguments.GetProperty("module").GetString() switch
        {
            "Linear" => Linear(Long(given, "in_features"), Long(given, "out_features"), Flag(given, "bias")),
            "Conv1d" => Conv1d(Long(given, "in_channels"), Long(given, "out_channels"), Long(given, "kernel_size"), groups: Long(given, "groups", 1), bias: Flag(given, "bias")),
            "Conv2d" => Conv2d(Long(given, "in_channels"), Long(given, "out_channels"), Long(given, "kernel_size"), groups: Long(given, "groups", 1), bias: Flag(given, "bias")),
            "ConvTranspose2d" => ConvTranspose2d(Long(given, "in_channels"), Long(given, "out_channels"), Long(given, "kernel_size"), groups: Long(given, "groups", 1), bias: Flag(given, "bias")),
            "Embedding" => Embedding(Long(given, "num_embeddings"), Long(given, "embedding_dim")),
            "BatchNorm2d" => BatchNorm2d(Long(given, "num_features")),
            "GroupNorm" => GroupNorm(Long(given, "num_groups"), Long(given, "num_channels")),
            "LayerNorm" => LayerNorm(Long(given, "normalized_shape")),
            var other => throw new InvalidDataException($"no runner makes the module {other}"),
        };
        return module.named_parameters().OrderByDescending(parameter => parameter.name == "weight").Select(parameter => (Tensor)parameter.parameter).ToArray();
    }

    private static long Long(JsonElement arguments, string name, long? absent = null) =>
        arguments.TryGetProperty(name, out var value)
            ? value.ValueKind == JsonValueKind.Array ? value[0].GetInt64() : value.GetInt64()
            : absent ?? throw new InvalidDataException($"the module has no argument {name}");

    private static bool Flag(JsonElement arguments, string name) => !arguments.TryGetProperty(name, out var value) || value.GetBoolean();
}
