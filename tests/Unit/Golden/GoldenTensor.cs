using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Inpaint.Tests.Unit.Golden;

/// <summary>A tensor of a reference case, little-endian and row-major, with its dtype in safetensors' words (U8, F32, ...).</summary>
internal sealed record GoldenTensor(string DataType, long[] Shape, byte[] Data)
{
    public static GoldenTensor Of<T>(long[] shape, ReadOnlySpan<T> values)
        where T : unmanaged =>
        new(NameOf(typeof(T)), shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Elements of the tensor's own type.</summary>
    public T[] Values<T>()
        where T : unmanaged
    {
        Assert.Equal(DataType, NameOf(typeof(T)));
        return MemoryMarshal.Cast<byte, T>(Data).ToArray();
    }

    /// <summary>Elements of whatever type, widened.</summary>
    public double[] ToDoubles() => DataType switch
    {
        "BOOL" or "U8" => Array.ConvertAll(Data, value => (double)value),
        "I8" => Array.ConvertAll(Values<sbyte>(), value => (double)value),
        "I16" => Array.ConvertAll(Values<short>(), value => (double)value),
        "I32" => Array.ConvertAll(Values<int>(), value => (double)value),
        "I64" => Array.ConvertAll(Values<long>(), value => (double)value),
        "F16" => Array.ConvertAll(Values<Half>(), value => (double)value),
        "F32" => Array.ConvertAll(Values<float>(), value => (double)value),
        "F64" => Values<double>(),
        _ => throw new InvalidDataException($"no runner reads {DataType}"),
    };

    public static IReadOnlyDictionary<string, GoldenTensor> ReadSafetensors(string path)
    {
        var file = File.ReadAllBytes(path);
        var headerLength = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        using var header = JsonDocument.Parse(file.AsMemory(8, headerLength));
        var tensors = new Dictionary<string, GoldenTensor>();
        foreach (var entry in header.RootElement.EnumerateObject().Where(entry => entry.Name != "__metadata__"))
        {
            var offsets = entry.Value.GetProperty("data_offsets");
            var data = file.AsSpan(8 + headerLength)[offsets[0].GetInt32()..offsets[1].GetInt32()].ToArray();
            var shape = entry.Value.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64()).ToArray();
            tensors.Add(entry.Name, new GoldenTensor(entry.Value.GetProperty("dtype").GetString()!, shape, data));
        }

        return tensors;
    }

    private static string NameOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => "BOOL",
        TypeCode.Byte => "U8",
        TypeCode.SByte => "I8",
        TypeCode.Int16 => "I16",
        TypeCode.Int32 => "I32",
        TypeCode.Int64 => "I64",
        TypeCode.Single => "F32",
        TypeCode.Double => "F64",
        _ => type == typeof(Half) ? "F16" : throw new ArgumentException($"no dtype for {type}"),
    };
}
