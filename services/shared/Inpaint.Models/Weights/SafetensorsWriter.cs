using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Inpaint.Models.Weights;

/// <summary>
/// Writes safetensors files. The same tensors give the same bytes on every machine: larger elements first, then by name
/// (the order of the reference writer, which keeps every tensor aligned), metadata sorted, no time or path anywhere.
/// </summary>
public static class SafetensorsWriter
{
    private const int Alignment = 8;

    private static readonly JsonWriterOptions HeaderOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a file beside its place, makes it durable, and then renames it: a reader sees the old file or the new one, never a part.</summary>
    /// <param name="path">Where the file shall be.</param>
    /// <param name="tensors">The tensors, in any order, each name once.</param>
    /// <param name="metadata">Free text for <c>__metadata__</c>.</param>
    /// <returns>The SHA-256 of the file, in lower-case hexadecimal.</returns>
    /// <exception cref="ArgumentException">A name stands twice or is reserved, or a tensor writes another number of bytes than its shape and type give.</exception>
    public static string Write(string path, IEnumerable<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        string beside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            string digest;
            using (var file = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20))
            {
                digest = Write(file, tensors, metadata);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
            return digest;
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>Writes to a stream.</summary>
    /// <returns>The SHA-256 of what was written, in lower-case hexadecimal.</returns>
    /// <inheritdoc cref="Write(string, IEnumerable{SafetensorsTensor}, IReadOnlyDictionary{string, string}?)"/>
    public static string Write(Stream stream, IEnumerable<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        SafetensorsTensor[] ordered = [.. tensors.OrderByDescending(t => t.Type.Size()).ThenBy(t => t.Name, StringComparer.Ordinal)];
        RequireDistinctNames(ordered);
        byte[] header = Header(ordered, metadata);
        using var hashed = new HashingStream(stream, HashAlgorithmName.SHA256);
        hashed.Write(header);
        foreach (SafetensorsTensor tensor in ordered)
        {
            long before = hashed.Written;
            tensor.Write(hashed);
            if (hashed.Written - before != ByteCount(tensor))
                throw new ArgumentException($"The tensor '{tensor.Name}' wrote {hashed.Written - before} bytes, but its shape and type give {ByteCount(tensor)}.", nameof(tensors));
        }

        return hashed.Digest();
    }

    private static byte[] Header(SafetensorsTensor[] ordered, IReadOnlyDictionary<string, string>? metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.Advance(Zeroed(buffer, sizeof(ulong)));
        using (var json = new Utf8JsonWriter(buffer, HeaderOptions))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            long offset = 0;
            foreach (SafetensorsTensor tensor in ordered)
                offset = WriteEntry(json, tensor, offset);
            json.WriteEndObject();
        }

        int padding = (Alignment - (buffer.WrittenCount % Alignment)) % Alignment;
        buffer.GetSpan(padding)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        byte[] header = buffer.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(header, header.Length - sizeof(ulong));
        return header;
    }

    private static int Zeroed(ArrayBufferWriter<byte> buffer, int count)
    {
        buffer.GetSpan(count)[..count].Clear();
        return count;
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is null || metadata.Count == 0)
            return;
        json.WriteStartObject(SafetensorsHeader.MetadataKey);
        foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static long WriteEntry(Utf8JsonWriter json, SafetensorsTensor tensor, long offset)
    {
        long end = checked(offset + ByteCount(tensor));
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", tensor.Type.SafetensorsName());
        json.WriteStartArray("shape");
        foreach (long size in tensor.Shape)
            json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
        return end;
    }

    private static long ByteCount(SafetensorsTensor tensor) =>
        tensor.Type.TryByteCount([.. tensor.Shape], out long bytes)
            ? bytes
            : throw new ArgumentException($"The tensor '{tensor.Name}' has a shape with a negative size or one that overflows.", nameof(tensor));

    private static void RequireDistinctNames(SafetensorsTensor[] tensors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { SafetensorsHeader.MetadataKey };
        foreach (SafetensorsTensor tensor in tensors)
        {
            if (!names.Add(tensor.Name))
                throw new ArgumentException($"The name '{tensor.Name}' stands twice or is reserved.", nameof(tensors));
        }
    }
}
