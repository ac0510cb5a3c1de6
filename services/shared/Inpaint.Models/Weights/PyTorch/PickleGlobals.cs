namespace Inpaint.Models.Weights.PyTorch;

/// <summary>The few globals that tensors need. Every other is refused by its name, before anything is done with it.</summary>
/// <param name="allowScriptClasses">Whether names below <c>__torch__</c> are known, as in TorchScript archives.</param>
internal sealed class PickleGlobals(bool allowScriptClasses)
{
    private static readonly Dictionary<string, object> Known = new(StringComparer.Ordinal)
    {
        ["torch.DoubleStorage"] = new PickledStorageClass(ElementType.Float64),
        ["torch.FloatStorage"] = new PickledStorageClass(ElementType.Float32),
        ["torch.HalfStorage"] = new PickledStorageClass(ElementType.Float16),
        ["torch.BFloat16Storage"] = new PickledStorageClass(ElementType.BFloat16),
        ["torch.LongStorage"] = new PickledStorageClass(ElementType.Int64),
        ["torch.IntStorage"] = new PickledStorageClass(ElementType.Int32),
        ["torch.ShortStorage"] = new PickledStorageClass(ElementType.Int16),
        ["torch.CharStorage"] = new PickledStorageClass(ElementType.Int8),
        ["torch.ByteStorage"] = new PickledStorageClass(ElementType.UInt8),
        ["torch.BoolStorage"] = new PickledStorageClass(ElementType.Bool),
        ["collections.OrderedDict"] = new PickledGlobal("collections.OrderedDict", NewMap),
        ["torch._utils._rebuild_tensor"] = new PickledGlobal("torch._utils._rebuild_tensor", NewTensor),
        ["torch._utils._rebuild_tensor_v2"] = new PickledGlobal("torch._utils._rebuild_tensor_v2", NewTensor),
        ["torch._utils._rebuild_parameter"] = new PickledGlobal("torch._utils._rebuild_parameter", First),
        ["torch._utils._rebuild_parameter_with_state"] = new PickledGlobal("torch._utils._rebuild_parameter_with_state", First),
        ["torch.Size"] = new PickledGlobal("torch.Size", First),
        ["torch.device"] = new PickledGlobal("torch.device", First),
        ["torch.jit._pickle.build_intlist"] = new PickledGlobal("torch.jit._pickle.build_intlist", First),
        ["torch.jit._pickle.build_doublelist"] = new PickledGlobal("torch.jit._pickle.build_doublelist", First),
        ["torch.jit._pickle.build_boollist"] = new PickledGlobal("torch.jit._pickle.build_boollist", First),
        ["torch.jit._pickle.build_tensorlist"] = new PickledGlobal("torch.jit._pickle.build_tensorlist", First),
        ["torch.jit._pickle.restore_type_tag"] = new PickledGlobal("torch.jit._pickle.restore_type_tag", First),
    };

    private static readonly HashSet<string> TypeNames =
    [
        "float64", "float32", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool", "double", "float", "half", "long", "int", "short",
    ];

    /// <exception cref="WeightsFileException">The global is not known.</exception>
    public object Find(string module, string attribute)
    {
        string name = $"{module}.{attribute}";
        if (Known.TryGetValue(name, out object? known))
            return known;
        // A type stands as a plain value, such as an option of an optimiser.
        if (module == "torch" && TypeNames.Contains(attribute))
            return name;
        if (allowScriptClasses && (module == "__torch__" || module.StartsWith("__torch__.", StringComparison.Ordinal)))
            return new PickledGlobal(name, _ => new PickledScriptObject());
        throw new WeightsFileException($"The pickle names the global {name}, which is not allowed: nothing of it is run.", name);
    }

    private static object? First(PickledTuple arguments) => arguments.Items is [var first, ..] ? first : throw Wrong("takes an argument");

    private static PickledMap NewMap(PickledTuple arguments)
    {
        var map = new PickledMap();
        if (arguments.Items is [PickledList pairs])
        {
            foreach (object? pair in pairs.Items)
                map.Set(PairOf(pair).Key, PairOf(pair).Value);
        }

        return map;
    }

    private static (object? Key, object? Value) PairOf(object? pair) => pair switch
    {
        PickledTuple { Items: [var key, var value] } => (key, value),
        PickledList { Items: [var key, var value] } => (key, value),
        _ => throw Wrong("takes pairs"),
    };

    // (storage, offset, sizes, strides, ...): requires_grad and hooks do not matter here.
    private static PickledTensor NewTensor(PickledTuple arguments) => arguments.Items switch
    {
        [PickledStorage storage, long offset, PickledTuple sizes, PickledTuple strides, ..] => new PickledTensor(storage, offset, Numbers(sizes), Numbers(strides)),
        _ => throw Wrong("takes a storage, an offset, sizes and strides"),
    };

    private static long[] Numbers(PickledTuple tuple) => [.. tuple.Items.Select(item => item is long number ? number : throw Wrong("takes whole numbers"))];

    private static WeightsFileException Wrong(string what) => new($"A call in the pickle has wrong arguments: the function {what}.");
}
