using System.Text.Json;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Torch;

/// <summary>
/// Named arguments of a case. Each reader takes a name and Python's default; an argument that nobody has read when the case is done
/// would have been ignored silently, so <see cref="RequireAllRead"/> fails.
/// </summary>
internal sealed class CaseArguments(JsonElement arguments)
{
    private readonly HashSet<string> _read = [];

    public static CaseArguments Of(JsonElement parent, string name) =>
        new(parent.TryGetProperty(name, out var arguments) ? arguments : JsonDocument.Parse("{}").RootElement);

    public bool Has(string name) => Find(name) is not null;

    public long Long(string name, long? absent = null) => Find(name)?.GetInt64() ?? absent ?? throw Missing(name);

    public int Int(string name, int? absent = null) => Find(name)?.GetInt32() ?? absent ?? throw Missing(name);

    public long? LongOrNull(string name) => Find(name)?.GetInt64();

    public double Double(string name, double? absent = null) => Find(name)?.GetNumber() ?? absent ?? throw Missing(name);

    public bool Bool(string name, bool absent) => Find(name)?.GetBoolean() ?? absent;

    public string Text(string name, string absent) => Find(name)?.GetString() ?? absent;

    public bool IsText(string name) => Find(name)?.ValueKind == JsonValueKind.String;

    public bool IsNull(string name)
    {
        _read.Add(name);
        return arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Null;
    }

    /// <summary>Numbers of a list; of one number, a list of that number, as often as asked for.</summary>
    public long[] Longs(string name, int count, long? absent = null) => Find(name) is { ValueKind: JsonValueKind.Array } list
        ? list.EnumerateArray().Select(item => item.GetInt64()).ToArray()
        : Enumerable.Repeat(Long(name, absent), count).ToArray();

    public double[] Doubles(string name) => Find(name) is { ValueKind: JsonValueKind.Array } list
        ? list.EnumerateArray().Select(item => item.GetNumber()).ToArray()
        : [Double(name)];

    public (long, long) Pair(string name, long? absent = null) => Longs(name, 2, absent) is [var first, var second] ? (first, second) : throw Missing(name);

    public Tensor? TensorOrNull(string name, GoldenCase golden) => Find(name) is { } key ? golden.Tensor(key.GetString()!).ToTorch() : null;

    public void RequireAllRead()
    {
        var ignored = arguments.EnumerateObject().Select(argument => argument.Name).Where(name => !_read.Contains(name));
        Assert.Empty(ignored);
    }

    private JsonElement? Find(string name)
    {
        _read.Add(name);
        return arguments.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private static InvalidDataException Missing(string name) => new($"the case lacks the argument {name}");
}
