using System.Globalization;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Torch;

/// <summary>
/// The arguments of one recorded call, bound to the names of Python's signature. An argument that the case leaves
/// out, or gives as null, is absent: the reader then states Python's default.
/// </summary>
internal sealed class OperatorArguments
{
    private readonly Dictionary<string, JsonElement> _byName = [];
    private readonly Func<string, Tensor> _tensors;

    /// <param name="names">Python's parameter names in order, separated by spaces.</param>
    /// <param name="tensors">Finds the tensor of an argument such as "in.x".</param>
    public OperatorArguments(string names, JsonElement config, Func<string, Tensor> tensors)
    {
        _tensors = tensors;
        var order = names.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (config.TryGetProperty("args", out var positional) && positional.ValueKind == JsonValueKind.Array)
        {
            var given = positional.EnumerateArray().ToArray();
            if (given.Length > order.Length)
                throw new InvalidDataException($"{given.Length} arguments for ({names})");
            for (var i = 0; i < given.Length; i++)
                _byName.Add(order[i], given[i]);
        }

        if (!config.TryGetProperty("kwargs", out var named) || named.ValueKind != JsonValueKind.Object)
            return;
        foreach (var argument in named.EnumerateObject())
        {
            if (!order.Contains(argument.Name))
                throw new InvalidDataException($"no parameter {argument.Name} in ({names})");
            _byName.Add(argument.Name, argument.Value);
        }
    }

    public bool Has(string name) => _byName.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public bool IsTensor(string name) => Has(name) && IsTensor(_byName[name]);

    public bool IsList(string name) => Has(name) && _byName[name].ValueKind == JsonValueKind.Array;

    public bool IsText(string name) => Has(name) && _byName[name].ValueKind == JsonValueKind.String && !IsTensor(name);

    public Tensor Tensor(string name) => AsTensor(Required(name));

    public Tensor? TensorOrNull(string name) => Has(name) ? Tensor(name) : null;

    public Tensor[] Tensors(string name) => Required(name).EnumerateArray().Select(AsTensor).ToArray();

    /// <summary>A number as a scalar of its own kind: an integer, a floating-point number or a boolean.</summary>
    public Scalar Scalar(string name, Scalar? absent = null) => ScalarOrNull(name) ?? absent ?? throw Missing(name);

    public Scalar? ScalarOrNull(string name) => !Has(name) ? null : _byName[name] switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.Number } number when number.GetRawText().AsSpan().IndexOfAny(".eE") < 0 => number.GetInt64(),
        var other => AsDouble(other),
    };

    public double Double(string name, double? absent = null) =>
        Has(name) ? AsDouble(_byName[name]) : absent ?? throw Missing(name);

    public double? DoubleOrNull(string name) => Has(name) ? Double(name) : null;

    public long Long(string name, long? absent = null) => Has(name) ? _byName[name].GetInt64() : absent ?? throw Missing(name);

    public long? LongOrNull(string name) => Has(name) ? Long(name) : null;

    /// <summary>A list of integers; one integer is a list of one.</summary>
    public long[] Longs(string name) => LongsOrNull(name) ?? throw Missing(name);

    public long[]? LongsOrNull(string name) => !Has(name) ? null : IsList(name)
        ? _byName[name].EnumerateArray().Select(item => item.GetInt64()).ToArray()
        : [Long(name)];

    public double[]? DoublesOrNull(string name) => !Has(name) ? null : IsList(name)
        ? _byName[name].EnumerateArray().Select(AsDouble).ToArray()
        : [Double(name)];

    public bool Flag(string name, bool absent = false) => Has(name) ? _byName[name].GetBoolean() : absent;

    public string Text(string name, string? absent = null) => Has(name) ? _byName[name].GetString()! : absent ?? throw Missing(name);

    public ScalarType? Type(string name) =>
        Has(name) ? TorchTensors.TypeNamed(_byName[name].GetProperty("dtype").GetString()!) : null;

    /// <summary>An index of Tensor.__getitem__.</summary>
    public TensorIndex[] Index(string name) =>
        Required(name).GetProperty("index").EnumerateArray().Select(AsIndex).ToArray();

    private static double AsDouble(JsonElement value) => value.ValueKind == JsonValueKind.Object
        ? value.GetProperty("float").GetString() switch
        {
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            var other => double.Parse(other!, CultureInfo.InvariantCulture),
        }
        : value.GetNumber();

    private static bool IsTensor(JsonElement value) =>
        (value.ValueKind == JsonValueKind.String && value.GetString()!.StartsWith("in.", StringComparison.Ordinal)) ||
        (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("complex", out _));

    private Tensor AsTensor(JsonElement value) => value.ValueKind == JsonValueKind.Object
        ? _tensors(value.GetProperty("complex").GetString()!).view_as_complex()
        : _tensors(value.GetString()!);

    private TensorIndex AsIndex(JsonElement entry) => entry.ValueKind switch
    {
        JsonValueKind.Null => TensorIndex.None,
        JsonValueKind.Number => TensorIndex.Single(entry.GetInt64()),
        JsonValueKind.Object when entry.TryGetProperty("slice", out var slice) => AsSlice(slice.EnumerateArray().ToArray()),
        JsonValueKind.Object => TensorIndex.Ellipsis,
        _ => TensorIndex.Tensor(AsTensor(entry)),
    };

    private static TensorIndex AsSlice(JsonElement[] bounds)
    {
        long? At(int i) => i < bounds.Length && bounds[i].ValueKind == JsonValueKind.Number ? bounds[i].GetInt64() : null;
        return TensorIndex.Slice(At(0), At(1), At(2));
    }

    private JsonElement Required(string name) => Has(name) ? _byName[name] : throw Missing(name);

    private static InvalidDataException Missing(string name) => new($"the case has no argument {name}");
}
