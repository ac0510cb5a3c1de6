using System.Buffers.Binary;
using System.IO.Compression;

namespace Inpaint.Tests.Unit.Fuzzing;

/// <summary>Lets mutations reach what lies behind compression and checksums.</summary>
internal static class FileRepacking
{
    private const int PngSignature = 8;

    /// <summary>Changes the image data of a PNG or an entry of a zip archive and packs it again; a file without an inside as a whole.</summary>
    public static byte[] MutateInside(FuzzSeed seed, Func<byte[], byte[]> change)
    {
        if (seed.Target.Name == "png")
            return RepackPng(seed.Bytes, change);

        return seed.Bytes.AsSpan().StartsWith("PK"u8) ? RepackZip(seed.Bytes, change) : change(seed.Bytes);
    }

    /// <summary>Makes the CRCs of a PNG's chunks right again, as far as its chunks can be followed.</summary>
    public static void RestoreChecksums(FuzzSeed seed, byte[] bytes)
    {
        if (seed.Target.Name != "png")
            return;

        foreach (var (start, length) in Chunks(bytes))
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(start + 8 + length), Crc(bytes.AsSpan(start + 4, 4 + length)));
        }
    }

    private static IEnumerable<(int Start, int Length)> Chunks(byte[] bytes)
    {
        for (var start = PngSignature; start + 12 <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(start));
            if (length > bytes.Length - start - 12)
                yield break;

            yield return (start, (int)length);
            start += 12 + (int)length;
        }
    }

    private static byte[] RepackPng(byte[] file, Func<byte[], byte[]> change)
    {
        using var compressed = new MemoryStream();
        using var others = new MemoryStream();
        foreach (var (start, length) in Chunks(file))
        {
            var type = file.AsSpan(start + 4, 4);
            if (type.SequenceEqual("IDAT"u8))
                compressed.Write(file, start + 8, length);
            else if (!type.SequenceEqual("IEND"u8))
                others.Write(file, start, 12 + length);
        }

        compressed.Position = 0;
        using var raw = new MemoryStream();
        using (var inflating = new ZLibStream(compressed, CompressionMode.Decompress))
            inflating.CopyTo(raw);
        using var data = new MemoryStream();
        using (var deflating = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
            deflating.Write(change(raw.ToArray()));
        return [.. file[..PngSignature], .. others.ToArray(), .. Chunk("IDAT"u8, data.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] RepackZip(byte[] file, Func<byte[], byte[]> change)
    {
        using var source = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
        using var target = new MemoryStream();
        using (var packed = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            // The first entry is the one that the others hang on.
            foreach (var entry in source.Entries)
            {
                using var content = new MemoryStream();
                using (var stream = entry.Open())
                    stream.CopyTo(content);
                using var copy = packed.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
                copy.Write(entry == source.Entries[0] ? change(content.ToArray()) : content.ToArray());
            }
        }

        return target.ToArray();
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes) => System.IO.Hashing.Crc32.HashToUInt32(bytes);
}
