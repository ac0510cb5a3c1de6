using System.Text.Json;

namespace Inpaint.Models.Weights;

/// <summary>Reads and checks one tensor's entry of a safetensors header: <c>{"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}</c>.</summary>
internal static class SafetensorsEntryParser
{
    // As many dimensions as libtorch's tensors can have.
    private const int MaxRank = 64;

    public static SafetensorsEntry Read(ref Utf8JsonReader reader, string name, long dataStart, long dataLength)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Fault(name, "is not a JSON object");
        ElementType? type = null;
        List<long>? shape = null, range = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string field = reader.GetString()!;
            reader.Read();
            switch (field)
            {
                case "dtype" when type is null:
                    type = ReadType(ref reader, name);
                    break;
                case "shape" when shape is null:
                    shape = ReadSizes(ref reader, name, field);
                    break;
                case "data_offsets" when range is null:
                    range = ReadSizes(ref reader, name, field);
                    break;
                case "dtype" or "shape" or "data_offsets":
                    throw Fault(name, $"has its field {field} twice");
                default:
                    throw Fault(name, $"has an unknown field {field}");
            }
        }

        return Check(
            name,
            type ?? throw Fault(name, "lacks its field dtype"),
            shape ?? throw Fault(name, "lacks its field shape"),
            range ?? throw Fault(name, "lacks its field data_offsets"),
            dataStart,
            dataLength);
    }

    private static SafetensorsEntry Check(string name, ElementType type, List<long> shape, List<long> range, long dataStart, long dataLength)
    {
        if (range is not [long begin, long end])
            throw Fault(name, "has data_offsets that are not two numbers");
        if (end < begin)
            throw Fault(name, $"has data_offsets that end at {end} before they begin at {begin}");
        if (end > dataLength)
            throw Fault(name, $"has data_offsets up to {end} that reach past the file's {dataLength} bytes of data");
        if (!type.TryByteCount(shape.ToArray(), out long bytes))
            throw Fault(name, "has a shape whose size overflows 64 bits");
        if (bytes != end - begin)
            throw Fault(name, $"has {end - begin} bytes of data, but its shape and dtype give {bytes}");
        return new SafetensorsEntry(name, type, shape.ToArray(), dataStart + begin, bytes);
    }

    private static ElementType ReadType(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw Fault(name, "has a dtype that is not a string");
        string text = reader.GetString()!;
        return ElementTypes.TryParseSafetensorsName(text, out ElementType type) ? type : throw Fault(name, $"has the unknown dtype {text}");
    }

    private static List<long> ReadSizes(ref Utf8JsonReader reader, string name, string field)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Fault(name, $"has a {field} that is not a list");
        var sizes = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long size))
                throw Fault(name, $"has a {field} with a value that is not an integer");
            if (size < 0)
                throw Fault(name, $"has a {field} with the negative value {size}");
            if (sizes.Count == MaxRank)
                throw Fault(name, $"has a {field} of more than {MaxRank} values");
            sizes.Add(size);
        }

        return sizes;
    }

    private static WeightsFileException Fault(string name, string what) => new($"The tensor '{name}' {what}.", name);
}
