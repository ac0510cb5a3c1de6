using System.Buffers.Binary;
using System.IO.Hashing;

namespace Inpaint.Models.Glove;

/// <summary>
/// The first page of an index: of which text it is, how that was read, where its parts lie, and checksums over itself and over them.
/// Everything is little-endian. After it come the vectors (float32), the ends of the words (int64), the words and the table.
/// </summary>
internal sealed record GloveIndexHeader
{
    /// <summary>Bytes of the header; the vectors begin at a page's beginning.</summary>
    public const int Size = 4096;

    private const int ChecksumAt = 128;

    private static ReadOnlySpan<byte> Magic => "INGLOVE1"u8;

    public required int Dimension { get; init; }

    public required int Count { get; init; }

    public required long Duplicates { get; init; }

    public required long WordBytes { get; init; }

    public required int Slots { get; init; }

    public required GloveTextState Text { get; init; }

    public required GloveTextOptions Options { get; init; }

    /// <summary>SHA-256 of the text.</summary>
    public required byte[] TextDigest { get; init; }

    /// <summary>Checksum of all that follows the header.</summary>
    public ulong BodyChecksum { get; init; }

    /// <summary>Where the ends of the words lie: like the table, on a multiple of their entries' size.</summary>
    public long EndsAt => Aligned(Size + sizeof(float) * (long)Count * Dimension);

    public long WordsAt => EndsAt + sizeof(long) * (long)Count;

    public long SlotsAt => Aligned(WordsAt + WordBytes);

    public long Length => SlotsAt + 8L * Slots;

    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Dimension);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), Count);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), Duplicates);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), WordBytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(32), Slots);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(36), OptionBits(Options));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(40), Text.Length);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(48), Text.ModifiedTicks);
        TextDigest.CopyTo(bytes.AsSpan(56));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(88), Options.Dimension ?? 0);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(96), BodyChecksum);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(ChecksumAt), Checksum(bytes));
        return bytes;
    }

    /// <summary>Reads a header; null where it is none of this format, or damaged.</summary>
    public static GloveIndexHeader? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Size || !bytes.StartsWith(Magic) || BinaryPrimitives.ReadUInt64LittleEndian(bytes[ChecksumAt..]) != Checksum(bytes))
            return null;
        var bits = BinaryPrimitives.ReadInt32LittleEndian(bytes[36..]);
        var dimension = BinaryPrimitives.ReadInt32LittleEndian(bytes[88..]);
        return new GloveIndexHeader
        {
            Dimension = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]),
            Count = BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]),
            Duplicates = BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            WordBytes = BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            Slots = BinaryPrimitives.ReadInt32LittleEndian(bytes[32..]),
            Options = new GloveTextOptions { Dimension = dimension == 0 ? null : dimension, HasHeader = (bits & 1) != 0, TokensMayHoldBlanks = (bits & 2) != 0 },
            Text = new GloveTextState(BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[48..])),
            TextDigest = bytes.Slice(56, 32).ToArray(),
            BodyChecksum = BinaryPrimitives.ReadUInt64LittleEndian(bytes[96..]),
        };
    }

    private static long Aligned(long at) => (at + 7) / 8 * 8;

    private static int OptionBits(GloveTextOptions options) => (options.HasHeader ? 1 : 0) | (options.TokensMayHoldBlanks ? 2 : 0);

    private static ulong Checksum(ReadOnlySpan<byte> bytes) => XxHash3.HashToUInt64(bytes[..ChecksumAt]);
}

/// <summary>What a text looks like from outside: enough to see that it was changed without reading it.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="ModifiedTicks">When it was last written, in ticks of UTC.</param>
internal readonly record struct GloveTextState(long Length, long ModifiedTicks)
{
    public static GloveTextState Of(string path)
    {
        var file = new FileInfo(path);
        return new GloveTextState(file.Length, file.LastWriteTimeUtc.Ticks);
    }
}
