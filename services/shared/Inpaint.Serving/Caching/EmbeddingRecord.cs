using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Inpaint.Serving.Caching;

/// <summary>
/// An embedding as bytes: "INE1", the number of values (int32), the first 8 bytes of SHA-256 over the values' bytes, then the
/// values as float32; all little-endian. What was cut, flipped or written by somebody else does not read.
/// </summary>
internal static class EmbeddingRecord
{
    private const uint Magic = 0x31454E49;
    private const int ChecksumBytes = 8;
    private const int HeaderBytes = 2 * sizeof(int) + ChecksumBytes;

    public static byte[] Write(ReadOnlySpan<float> values)
    {
        byte[] record = new byte[HeaderBytes + values.Length * sizeof(float)];
        Span<byte> payload = record.AsSpan(HeaderBytes);
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(payload[(i * sizeof(float))..], values[i]);
        BinaryPrimitives.WriteUInt32LittleEndian(record, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(sizeof(int)), values.Length);
        Checksum(payload).CopyTo(record.AsSpan(2 * sizeof(int)));
        return record;
    }

    /// <summary>The values; null when the bytes are no intact record.</summary>
    public static float[]? TryRead(ReadOnlySpan<byte> record)
    {
        if (record.Length < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(record) != Magic)
            return null;
        int count = BinaryPrimitives.ReadInt32LittleEndian(record[sizeof(int)..]);
        ReadOnlySpan<byte> payload = record[HeaderBytes..];
        if (count < 0 || payload.Length != (long)count * sizeof(float))
            return null;
        if (!record.Slice(2 * sizeof(int), ChecksumBytes).SequenceEqual(Checksum(payload)))
            return null;
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(payload[(i * sizeof(float))..]);
        return values;
    }

    private static ReadOnlySpan<byte> Checksum(ReadOnlySpan<byte> payload) => SHA256.HashData(payload).AsSpan(0, ChecksumBytes);
}
