using System.Text.Json;
using Inpaint.Models.Weights;
using static TorchSharp.torch;

namespace Inpaint.Models.Clip;

/// <summary>
/// A published CLIP checkpoint on disk, in any of its forms: a Hugging Face folder (<c>config.json</c> beside <c>model.safetensors</c>,
/// its shards, or <c>pytorch_model.bin</c>), or one file with OpenAI's names (a state_dict, one below the key <c>state_dict</c>, or a
/// TorchScript archive), whose shape follows from its tensors. No code of a file is run.
/// </summary>
public sealed class ClipCheckpoint : IDisposable
{
    /// <summary>Name of the configuration in a Hugging Face folder.</summary>
    public const string ConfigurationFile = "config.json";

    private const string StateKey = "state_dict.";
    private const string WrapperPrefix = "module.";

    private readonly ITensorSource _source;
    private readonly Func<string, ClipTensor> _place;
    private readonly Func<string, bool> _isNoWeight;

    private ClipCheckpoint(ClipConfiguration configuration, ITensorSource source, Func<string, ClipTensor> place, Func<string, bool> isNoWeight) =>
        (Configuration, _source, _place, _isNoWeight) = (configuration, source, place, isNoWeight);

    /// <summary>The model's shape, stated or inferred.</summary>
    public ClipConfiguration Configuration { get; }

    /// <summary>Opens a checkpoint; no weights are read yet.</summary>
    /// <param name="path">A folder or a file.</param>
    /// <exception cref="WeightsFileException">It is damaged, hostile, or no CLIP model; the message names the tensor or entry.</exception>
    /// <exception cref="IOException">A file cannot be opened or read.</exception>
    public static ClipCheckpoint Open(string path) => Directory.Exists(path) ? OpenFolder(path) : OpenFile(path);

    /// <summary>Loads a text tower that stands alone, from a Hugging Face folder such as Stable Diffusion's <c>text_encoder</c>.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="WeightsFileException">It is damaged, hostile, or no text tower.</exception>
    /// <exception cref="IOException">A file cannot be opened or read.</exception>
    public static ClipTextModel LoadText(string folder)
    {
        const string Prefix = "text_model.";
        var configuration = ReadConfiguration(folder, ClipConfiguration.ReadText);
        using var source = TensorSources.OpenFolder(folder, "model", "pytorch_model");
        // A whole model's folder does as well: what is beside the text tower is left alone.
        Check(ClipState.Text(configuration), state => new ClipTensor(Prefix + state), source, name => !name.StartsWith(Prefix, StringComparison.Ordinal) || IsPositionCounter(name));
        return Filled(new ClipTextModel(configuration), state => new ClipTensor(Prefix + state), source);
    }

    /// <summary>Builds the model and reads all its weights, in float32 whatever their type in the file.</summary>
    /// <exception cref="WeightsFileException">A tensor is missing, of another shape, or unknown; it is named.</exception>
    public ClipModel Load()
    {
        Check(ClipState.Of(Configuration), _place, _source, _isNoWeight);
        return Filled(new ClipModel(Configuration), _place, _source);
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private static ClipCheckpoint OpenFolder(string folder)
    {
        var configuration = ReadConfiguration(folder, ClipConfiguration.Read);
        return new ClipCheckpoint(configuration, TensorSources.OpenFolder(folder, "model", "pytorch_model"), state => new ClipTensor(state), IsPositionCounter);
    }

    private static ClipCheckpoint OpenFile(string path)
    {
        var checkpoint = PyTorchCheckpoint.Open(path);
        try
        {
            var prefix = Prefix(checkpoint.Tensors.Keys);
            var source = new PyTorchSource(checkpoint, prefix);
            var configuration = OpenAiNames.Infer(source);
            configuration.ThrowUnlessValid();
            return new ClipCheckpoint(configuration, source, OpenAiNames.Of, OpenAiNames.IsNoWeight);
        }
        catch (Exception exception)
        {
            checkpoint.Dispose();
            if (exception is ArgumentException)
                throw new WeightsFileException($"the tensors are not those of a CLIP model: {exception.Message}", innerException: exception);
            throw;
        }
    }

    // What a training saves beside the weights, such as the optimiser's state, is not below this key.
    private static string Prefix(IEnumerable<string> names)
    {
        var all = names.ToList();
        var key = all.Exists(name => name.StartsWith(StateKey, StringComparison.Ordinal)) ? StateKey : "";
        var wrapped = all.Where(name => name.StartsWith(key, StringComparison.Ordinal)).All(name => name.StartsWith(key + WrapperPrefix, StringComparison.Ordinal));
        return wrapped ? key + WrapperPrefix : key;
    }

    private static T ReadConfiguration<T>(string folder, Func<JsonElement, T> read)
    {
        var path = Path.Combine(folder, ConfigurationFile);
        if (!File.Exists(path))
            throw new WeightsFileException($"The folder has no {ConfigurationFile}.", ConfigurationFile);
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return read(json.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new WeightsFileException($"{ConfigurationFile}: {exception.Message}", ConfigurationFile, exception);
        }
    }

    // Before the network takes any memory: what a damaged configuration describes may be larger than the machine.
    private static void Check(
        IEnumerable<(string Name, long[] Shape)> state, Func<string, ClipTensor> place, ITensorSource source, Func<string, bool> isNoWeight)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, shape) in state)
        {
            var tensor = place(name);
            tensor.Check(source, shape);
            known.Add(tensor.Name);
        }

        if (source.Names.FirstOrDefault(name => !known.Contains(name) && !isNoWeight(name)) is { } unknown)
        {
            var shape = string.Join(", ", source.Find(unknown)!.Value.Shape);
            throw new WeightsFileException($"tensor {unknown} of shape [{shape}] is none of the model that the configuration describes", unknown);
        }
    }

    private static TModule Filled<TModule>(TModule module, Func<string, ClipTensor> place, ITensorSource source)
        where TModule : nn.Module
    {
        try
        {
            foreach (var (state, values) in module.state_dict())
                place(state).ReadInto(source, values);
            module.eval();
            return module;
        }
        catch
        {
            module.Dispose();
            throw;
        }
    }

    // Older files hold the numbers of the positions beside their vectors.
    private static bool IsPositionCounter(string name) => name.EndsWith(".position_ids", StringComparison.Ordinal);
}
