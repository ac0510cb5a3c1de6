using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Torch;

/// <summary>Tensors of reference cases from and to TorchSharp's.</summary>
internal static class TorchTensors
{
    private static readonly Dictionary<string, ScalarType> Types = new()
    {
        ["BOOL"] = ScalarType.Bool,
        ["U8"] = ScalarType.Byte,
        ["I8"] = ScalarType.Int8,
        ["I16"] = ScalarType.Int16,
        ["I32"] = ScalarType.Int32,
        ["I64"] = ScalarType.Int64,
        ["F16"] = ScalarType.Float16,
        ["BF16"] = ScalarType.BFloat16,
        ["F32"] = ScalarType.Float32,
        ["F64"] = ScalarType.Float64,
    };

    public static Tensor ToTorch(this GoldenTensor golden)
    {
        var tensor = empty(golden.Shape, Types[golden.DataType]);
        tensor.bytes = golden.Data;
        return tensor;
    }

    /// <summary>The elements in row-major order; of complex ones their real and imaginary parts as a last dimension of two.</summary>
    public static GoldenTensor ToGolden(this Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var plain = tensor.is_complex() ? tensor.resolve_conj().view_as_real() : tensor;
        var dense = plain.detach().contiguous();
        return new GoldenTensor(Types.Single(pair => pair.Value == dense.dtype).Key, dense.shape, dense.bytes.ToArray());
    }

    /// <summary>A type as Python names it: "float16".</summary>
    public static ScalarType TypeNamed(string name) => name switch
    {
        "bool" => ScalarType.Bool,
        "uint8" => ScalarType.Byte,
        "int8" => ScalarType.Int8,
        "int16" => ScalarType.Int16,
        "int32" => ScalarType.Int32,
        "int64" => ScalarType.Int64,
        "float16" => ScalarType.Float16,
        "bfloat16" => ScalarType.BFloat16,
        "float32" => ScalarType.Float32,
        "float64" => ScalarType.Float64,
        _ => throw new InvalidDataException($"no type {name}"),
    };
}
