using System.Text;
using System.Text.Json;

namespace Inpaint.Models.Weights;

/// <summary>
/// The header of a safetensors file: 8 bytes of length, then a JSON object of names to dtype, shape and range.
/// Every rule of the format is checked before a byte of data is read or a tensor allocated:
/// no name twice, ranges that follow each other from 0 to the file's end without overlap or gap, sizes that equal shape times dtype.
/// </summary>
internal static class SafetensorsHeader
{
    /// <summary>The longest header the format allows, in bytes.</summary>
    public const long MaxLength = 100_000_000;

    /// <summary>The key under which a header holds free text instead of a tensor.</summary>
    public const string MetadataKey = "__metadata__";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Checks the declared length of the header against the file's.</summary>
    public static int CheckedLength(ulong declared, long fileLength)
    {
        if (declared > (ulong)(fileLength - sizeof(ulong)))
            throw new WeightsFileException($"The header's length of {declared} bytes reaches past the file of {fileLength} bytes.", "header");
        if (declared > MaxLength)
            throw new WeightsFileException($"The header's length of {declared} bytes is above the {MaxLength} that the format allows.", "header");
        return (int)declared;
    }

    /// <summary>Reads the header's JSON.</summary>
    /// <param name="json">The header's bytes.</param>
    /// <param name="dataLength">The number of bytes after the header.</param>
    /// <returns>The tensors in the order of their data, and the metadata.</returns>
    public static (List<SafetensorsEntry> Entries, Dictionary<string, string> Metadata) Parse(ReadOnlySpan<byte> json, long dataLength)
    {
        long dataStart = sizeof(ulong) + json.Length;
        RequireUtf8(json);
        var entries = new List<SafetensorsEntry>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 8 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                throw new WeightsFileException("The header is not a JSON object.", "header");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = reader.GetString()!;
                if (!names.Add(name))
                    throw new WeightsFileException($"The name '{name}' stands twice in the header.", name);
                reader.Read();
                if (name == MetadataKey)
                    ReadMetadata(ref reader, metadata);
                else
                    entries.Add(SafetensorsEntryParser.Read(ref reader, name, dataStart, dataLength));
            }

            while (reader.Read())
            {
                // Reading to the end makes the reader refuse anything after the object.
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new WeightsFileException($"The header is not valid JSON: {error.Message}", "header", error);
        }

        CheckRanges(entries, dataStart, dataLength);
        return (entries, metadata);
    }

    private static void RequireUtf8(ReadOnlySpan<byte> json)
    {
        try
        {
            StrictUtf8.GetCharCount(json);
        }
        catch (DecoderFallbackException error)
        {
            throw new WeightsFileException($"The header is not valid UTF-8: {error.Message}", "header", error);
        }
    }

    private static void ReadMetadata(ref Utf8JsonReader reader, Dictionary<string, string> metadata)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new WeightsFileException($"{MetadataKey} is not a JSON object.", MetadataKey);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
                throw new WeightsFileException($"The value of '{key}' in {MetadataKey} is not a string.", MetadataKey);
            if (!metadata.TryAdd(key, reader.GetString()!))
                throw new WeightsFileException($"The key '{key}' stands twice in {MetadataKey}.", MetadataKey);
        }
    }

    private static void CheckRanges(List<SafetensorsEntry> entries, long dataStart, long dataLength)
    {
        entries.Sort((a, b) => (a.Offset, a.Length).CompareTo((b.Offset, b.Length)));
        long end = dataStart;
        foreach (SafetensorsEntry entry in entries)
        {
            if (entry.Offset < end)
                throw new WeightsFileException($"The range of '{entry.Name}' overlaps that of the tensor before it.", entry.Name);
            if (entry.Offset > end)
                throw new WeightsFileException($"There is a gap of {entry.Offset - end} bytes before the data of '{entry.Name}'.", entry.Name);
            end = entry.Offset + entry.Length;
        }

        long trailing = dataStart + dataLength - end;
        if (trailing > 0)
            throw new WeightsFileException($"{trailing} trailing bytes after the last tensor belong to none.");
    }
}
