using System.Text.Json;
using static TorchSharp.torch;

namespace Inpaint.Models.Weights;

/// <summary>Tensors spread over several files, found through an index: a json whose <c>weight_map</c> names each tensor's file.</summary>
internal sealed class ShardedSource : ITensorSource
{
    private readonly Dictionary<string, ITensorSource> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ITensorSource> _places = new(StringComparer.Ordinal);

    private ShardedSource()
    {
    }

    public IEnumerable<string> Names => _places.Keys;

    /// <summary>Opens every file that an index names.</summary>
    /// <param name="index">The index.</param>
    /// <exception cref="WeightsFileException">The index is damaged, or a file lacks a tensor that it is said to hold.</exception>
    public static ShardedSource Open(string index)
    {
        var source = new ShardedSource();
        try
        {
            foreach (var (tensor, file) in ReadMap(index))
                source.Place(tensor, Path.GetDirectoryName(index)!, file);
            return source;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    public (ElementType Type, IReadOnlyList<long> Shape)? Find(string name) =>
        _places.TryGetValue(name, out var source) ? source.Find(name) : null;

    public Tensor Load(string name) =>
        _places.TryGetValue(name, out var source) ? source.Load(name) : throw new WeightsFileException($"The index has no tensor '{name}'.", name);

    public void Dispose()
    {
        foreach (var file in _files.Values)
            file.Dispose();
    }

    private static Dictionary<string, string> ReadMap(string index)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(index));
            return json.RootElement.GetProperty("weight_map").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!, StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new WeightsFileException($"{Path.GetFileName(index)} is no index of weights: {exception.Message}", "weight_map", exception);
        }
    }

    private void Place(string tensor, string folder, string file)
    {
        // A name, not a path: an index must not reach outside its folder.
        if (string.IsNullOrEmpty(file) || file != Path.GetFileName(file))
            throw new WeightsFileException($"The index places '{tensor}' in '{file}', which is no file's name.", tensor);
        if (!_files.TryGetValue(file, out var source))
        {
            var path = Path.Combine(folder, file);
            source = File.Exists(path) ? TensorSources.OpenFile(path) : throw new WeightsFileException($"The index places '{tensor}' in '{file}', which is missing.", tensor);
            _files.Add(file, source);
        }

        if (source.Find(tensor) is null)
            throw new WeightsFileException($"The file '{file}' has no tensor '{tensor}', which the index places there.", tensor);
        _places.Add(tensor, source);
    }
}
