namespace Inpaint.Models.Weights;

/// <summary>Opens weights by what lies on disk.</summary>
public static class TensorSources
{
    private const string Safetensors = ".safetensors";
    private const string Pickled = ".bin";
    private const string Index = ".index.json";

    /// <summary>Opens one file: safetensors by its name's ending, otherwise a PyTorch checkpoint.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightsFileException">The file is damaged.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static ITensorSource OpenFile(string path) => path.EndsWith(Safetensors, StringComparison.Ordinal)
        ? new SafetensorsSource(SafetensorsFile.Open(path))
        : new PyTorchSource(PyTorchCheckpoint.Open(path));

    /// <summary>Opens the weights of a folder of Hugging Face's form: safetensors before pickles, one file before several.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="stems">Names of weights without their endings, the first found holds: "model", "pytorch_model".</param>
    /// <exception cref="WeightsFileException">There are none, or they are damaged.</exception>
    /// <exception cref="IOException">A file cannot be opened or read.</exception>
    public static ITensorSource OpenFolder(string folder, params ReadOnlySpan<string> stems)
    {
        foreach (var ending in (string[])[Safetensors, Pickled])
        {
            foreach (var stem in stems)
            {
                var path = Path.Combine(folder, stem + ending);
                if (File.Exists(path))
                    return OpenFile(path);
                if (File.Exists(path + Index))
                    return ShardedSource.Open(path + Index);
            }
        }

        throw new WeightsFileException($"The folder has no weights: none of {string.Join(", ", stems.ToArray().Select(stem => stem + Safetensors + " or " + stem + Pickled))}.");
    }
}
