using Inpaint.Models.Weights;
using static TorchSharp.torch;

namespace Inpaint.Models;

/// <summary>A network's state dictionary in a safetensors file.</summary>
public static class NetworkWeights
{
    /// <summary>Describes all weights of a network, to be written.</summary>
    /// <param name="network">The network.</param>
    /// <param name="prefix">Put before every name.</param>
    public static IEnumerable<SafetensorsTensor> Describe(nn.Module network, string prefix = "") =>
        network.state_dict().Select(entry => StoredTensors.Describe(prefix + entry.Key, entry.Value));

    /// <summary>Reads all weights of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightsFileException">The file is damaged, or its tensors are not exactly those of the network.</exception>
    public static void Load(nn.Module network, string path)
    {
        using var file = SafetensorsFile.Open(path);
        var weights = network.state_dict();
        if (file.Entries.FirstOrDefault(entry => !weights.ContainsKey(entry.Name)) is { } unknown)
            throw new WeightsFileException($"The file has a tensor '{unknown.Name}' that the network does not have.", unknown.Name);
        Load(network, file);
    }

    /// <summary>Reads all weights of a network from a file that holds more than these.</summary>
    /// <param name="network">The network.</param>
    /// <param name="file">The file.</param>
    /// <param name="prefix">Stands before every name.</param>
    /// <exception cref="WeightsFileException">A tensor is missing, or is of another shape or type.</exception>
    public static void Load(nn.Module network, SafetensorsFile file, string prefix = "")
    {
        foreach (var (name, values) in network.state_dict())
            StoredTensors.ReadInto(file, prefix + name, values);
    }

    /// <summary>Number of trained parameters.</summary>
    public static long CountParameters(nn.Module network) => network.parameters().Sum(parameter => parameter.numel());
}
