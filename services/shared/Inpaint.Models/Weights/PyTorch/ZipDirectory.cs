using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Inpaint.Models.Weights.PyTorch;

/// <summary>
/// The central directory of a zip archive, zip64 included. Only what torch's archives need: sizes and places of records, each
/// checked against the file, so that what a record declares can be trusted before memory is spent on it.
/// </summary>
internal static class ZipDirectory
{
    private const uint EndSignature = 0x06054b50;
    private const uint End64LocatorSignature = 0x07064b50;
    private const uint End64Signature = 0x06064b50;
    private const uint EntrySignature = 0x02014b50;
    private const int EndLength = 22;
    private const int EntryLength = 46;
    private const int LongestComment = ushort.MaxValue;
    private const ushort Zip64Extra = 1;

    public static Dictionary<string, ZipRecord> Read(SafeFileHandle file)
    {
        long length = RandomAccess.GetLength(file);
        (long start, long size, long count) = FindDirectory(file, length);
        byte[] directory = FileBytes.Read(file, start, size, length, "central directory");
        var records = new Dictionary<string, ZipRecord>(StringComparer.Ordinal);
        int position = 0;
        for (long i = 0; i < count; i++)
        {
            ZipRecord record = ReadEntry(directory, ref position);
            if (!records.TryAdd(record.Name, record))
                throw new WeightsFileException($"The archive has the record '{record.Name}' twice.", record.Name);
        }

        return records;
    }

    private static (long Start, long Size, long Count) FindDirectory(SafeFileHandle file, long length)
    {
        long tailLength = Math.Min(length, EndLength + LongestComment);
        byte[] tail = FileBytes.Read(file, length - tailLength, tailLength, length, "end of central directory");
        for (int at = tail.Length - EndLength; at >= 0; at--)
        {
            ReadOnlySpan<byte> end = tail.AsSpan(at);
            if (BinaryPrimitives.ReadUInt32LittleEndian(end) != EndSignature)
                continue;
            long endOffset = length - tailLength + at;
            (long count, long size, long start) = (
                BinaryPrimitives.ReadUInt16LittleEndian(end[10..]), BinaryPrimitives.ReadUInt32LittleEndian(end[12..]), BinaryPrimitives.ReadUInt32LittleEndian(end[16..]));
            return count == ushort.MaxValue || size == uint.MaxValue || start == uint.MaxValue
                ? FindDirectory64(file, length, endOffset)
                : (start, size, count);
        }

        throw new WeightsFileException("The archive is truncated: it has no end of central directory.");
    }

    private static (long Start, long Size, long Count) FindDirectory64(SafeFileHandle file, long length, long endOffset)
    {
        const int LocatorLength = 20;
        byte[] locator = FileBytes.Read(file, endOffset - LocatorLength, LocatorLength, length, "zip64 locator");
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != End64LocatorSignature)
            throw new WeightsFileException("The archive lacks its zip64 end of central directory.");
        byte[] end = FileBytes.Read(file, BinaryPrimitives.ReadInt64LittleEndian(locator.AsSpan(8)), 56, length, "zip64 end of central directory");
        if (BinaryPrimitives.ReadUInt32LittleEndian(end) != End64Signature)
            throw new WeightsFileException("The archive's zip64 end of central directory is damaged.");
        return (
            BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(48)),
            BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(40)),
            BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(32)));
    }

    private static ZipRecord ReadEntry(byte[] directory, ref int position)
    {
        ReadOnlySpan<byte> entry = directory.AsSpan(position);
        if (entry.Length < EntryLength || BinaryPrimitives.ReadUInt32LittleEndian(entry) != EntrySignature)
            throw new WeightsFileException("The archive's central directory is damaged.");
        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(entry[28..]);
        int extraLength = BinaryPrimitives.ReadUInt16LittleEndian(entry[30..]);
        int commentLength = BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);
        if (entry.Length < EntryLength + nameLength + extraLength + commentLength)
            throw new WeightsFileException("The archive's central directory is damaged.");
        string name = Encoding.UTF8.GetString(entry.Slice(EntryLength, nameLength));
        long compressed = BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]);
        long length = BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]);
        ReadZip64(entry.Slice(EntryLength + nameLength, extraLength), name, ref length, ref compressed, ref offset);
        position += EntryLength + nameLength + extraLength + commentLength;
        bool isEncrypted = (entry[8] & 1) != 0;
        if (isEncrypted)
            throw new WeightsFileException($"The record '{name}' is encrypted.", name);
        return new ZipRecord(name, BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]) == 0, length, compressed, offset);
    }

    // What does not fit in 32 bits stands in an extra field, in this order.
    private static void ReadZip64(ReadOnlySpan<byte> extra, string name, ref long length, ref long compressed, ref long offset)
    {
        while (extra.Length >= 4)
        {
            int size = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (size > extra.Length - 4)
                return;
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == Zip64Extra)
            {
                ReadOnlySpan<byte> values = extra.Slice(4, size);
                Take(ref values, ref length, name);
                Take(ref values, ref compressed, name);
                Take(ref values, ref offset, name);
                return;
            }

            extra = extra[(4 + size)..];
        }
    }

    private static void Take(ref ReadOnlySpan<byte> values, ref long value, string name)
    {
        if (value != uint.MaxValue)
            return;
        if (values.Length < sizeof(long) || BinaryPrimitives.ReadInt64LittleEndian(values) < 0)
            throw new WeightsFileException($"The record '{name}' has damaged sizes.", name);
        value = BinaryPrimitives.ReadInt64LittleEndian(values);
        values = values[sizeof(long)..];
    }
}
