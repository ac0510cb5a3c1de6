using System.Text.Json;
using Inpaint.Tests.Unit.Support;

namespace Inpaint.Tests.Unit.Golden;

/// <summary>One reference case: its json and, where it has any, its tensors.</summary>
internal sealed class GoldenCase
{
    private readonly string _path;
    private readonly IReadOnlyDictionary<string, GoldenTensor> _tensors;

    private GoldenCase(string path)
    {
        _path = path;
        Json = GoldenJson.Load(path);
        var tensors = Path.ChangeExtension(path, ".safetensors");
        _tensors = File.Exists(tensors) ? GoldenTensor.ReadSafetensors(tensors) : new Dictionary<string, GoldenTensor>();
    }

    /// <summary>The whole json.</summary>
    public JsonElement Json { get; }

    /// <summary>The arguments, in the source library's own words.</summary>
    public JsonElement Config => Json.GetProperty("config");

    /// <summary>The class of the error with which the case must be refused (the text up to a colon); null where it must not.</summary>
    public string? ErrorClass => Json.TryGetProperty("error", out var error) ? error.GetString()!.Split(':')[0] : null;

    /// <summary>Keys of the expected tensors.</summary>
    public IEnumerable<string> ExpectedKeys => Json.GetProperty("expected").EnumerateObject().Select(property => property.Name);

    /// <summary>Bytes of config.file, which lies beside the json.</summary>
    public byte[] FileBytes => File.ReadAllBytes(FilePath(Config.GetProperty("file").GetString()!));

    /// <param name="path">Within the golden folder.</param>
    public static GoldenCase Load(string path) => new(Path.Combine(RepositoryFolders.Golden, path));

    /// <summary>A file beside the json.</summary>
    public string FilePath(string name) => Path.Combine(Path.GetDirectoryName(_path)!, name);

    /// <summary>A tensor of the case, input or weight or expected.</summary>
    public GoldenTensor Tensor(string key) =>
        _tensors.TryGetValue(key, out var tensor) ? tensor : throw new InvalidDataException($"{_path} has no tensor {key}");

    /// <summary>Whether the case has such a tensor.</summary>
    public bool HasTensor(string key) => _tensors.ContainsKey(key);

    /// <summary>Compares a result with what is expected, by the rule of the cases.</summary>
    public void Check(string key, GoldenTensor mine)
    {
        var tolerance = Json.GetProperty("expected").GetProperty(key);
        double? mean = Json.TryGetProperty("expected_mean", out var means) && means.TryGetProperty(key, out var limit) ? limit.GetDouble() : null;
        GoldenComparison.Check(key, Tensor(key), mine, tolerance.GetProperty("atol").GetDouble(), tolerance.GetProperty("rtol").GetDouble(), mean);
    }
}
