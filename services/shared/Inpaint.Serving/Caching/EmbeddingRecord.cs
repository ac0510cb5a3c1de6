using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Inpaint.Serving.Caching;

/// <summary>What bytes that should be an embedding turned out to be.</summary>
internal enum RecordState
{
    /// <summary>An embedding, as it was written under this key.</summary>
    Intact,

    /// <summary>An embedding in another version of the format, or with another number of values than wanted.</summary>
    Stale,

    /// <summary>No embedding: cut, flipped, of another key, or written by somebody else.</summary>
    Corrupt,
}

/// <summary>
/// An embedding as bytes: "INE", the format's version (1 byte), the number of values (int32), the first 8 bytes of SHA-256
/// over key and values, then the values as float32; all little-endian.
/// </summary>
internal static class EmbeddingRecord
{
    private const byte Version = 2;
    private const int CountStart = 4;
    private const int ChecksumStart = 8;
    private const int ChecksumBytes = 8;
    private const int HeaderBytes = ChecksumStart + ChecksumBytes;

    private static ReadOnlySpan<byte> Name => "INE"u8;

    public static byte[] Write(EmbeddingKey key, ReadOnlySpan<float> values)
    {
        byte[] record = new byte[HeaderBytes + values.Length * sizeof(float)];
        Name.CopyTo(record);
        record[Name.Length] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(CountStart), values.Length);
        Span<byte> payload = record.AsSpan(HeaderBytes);
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(values).CopyTo(payload);
        }
        else
        {
            for (int i = 0; i < values.Length; i++)
                BinaryPrimitives.WriteSingleLittleEndian(payload[(i * sizeof(float))..], values[i]);
        }
        Span<byte> checksum = stackalloc byte[ChecksumBytes];
        Checksum(key, payload, checksum);
        checksum.CopyTo(record.AsSpan(ChecksumStart));
        return record;
    }

    /// <summary>Reads an embedding.</summary>
    /// <param name="key">The key under which the bytes were found.</param>
    /// <param name="record">The bytes.</param>
    /// <param name="width">How many values are wanted; 0: any number.</param>
    /// <param name="values">The values of an intact record.</param>
    public static RecordState Read(EmbeddingKey key, ReadOnlySpan<byte> record, int width, out float[]? values)
    {
        values = null;
        if (record.Length <= Name.Length || !record.StartsWith(Name))
            return RecordState.Corrupt;
        if (record[Name.Length] != Version)
            return IsVersion(record[Name.Length]) ? RecordState.Stale : RecordState.Corrupt;
        if (record.Length < HeaderBytes)
            return RecordState.Corrupt;
        int count = BinaryPrimitives.ReadInt32LittleEndian(record[CountStart..]);
        ReadOnlySpan<byte> payload = record[HeaderBytes..];
        if (count < 0 || payload.Length != (long)count * sizeof(float))
            return RecordState.Corrupt;
        Span<byte> checksum = stackalloc byte[ChecksumBytes];
        Checksum(key, payload, checksum);
        if (!record.Slice(ChecksumStart, ChecksumBytes).SequenceEqual(checksum))
            return RecordState.Corrupt;
        if (width != 0 && count != width)
            return RecordState.Stale;
        values = Values(payload, count);
        return RecordState.Intact;
    }

    // Version 1 wrote its number as the digit.
    private static bool IsVersion(byte version) => version is (byte)'1' or (> 0 and < 32);

    private static float[] Values(ReadOnlySpan<byte> payload, int count)
    {
        float[] values = GC.AllocateUninitializedArray<float>(count);
        payload.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        if (!BitConverter.IsLittleEndian)
        {
            for (int i = 0; i < count; i++)
                values[i] = BinaryPrimitives.ReadSingleLittleEndian(payload[(i * sizeof(float))..]);
        }
        return values;
    }

    // Over the key too: an intact embedding under another's name is as wrong as a broken one. One pass over key and payload
    // would need an incremental hash, which costs more than hashing 32 + 32 bytes once more.
    private static void Checksum(EmbeddingKey key, ReadOnlySpan<byte> payload, Span<byte> checksum)
    {
        Span<byte> bound = stackalloc byte[EmbeddingKey.Size + SHA256.HashSizeInBytes];
        key.CopyTo(bound);
        SHA256.HashData(payload, bound[EmbeddingKey.Size..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bound, hash);
        hash[..ChecksumBytes].CopyTo(checksum);
    }
}
