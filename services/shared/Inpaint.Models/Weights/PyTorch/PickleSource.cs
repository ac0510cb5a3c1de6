using System.Buffers.Binary;
using System.Text;

namespace Inpaint.Models.Weights.PyTorch;

/// <summary>The bytes of a pickle, read once from front to back. What a length declares is checked against what is left before it is allocated.</summary>
/// <param name="stream">Positioned at the pickle.</param>
/// <param name="remaining">How many bytes there can be.</param>
internal sealed class PickleSource(Stream stream, long remaining)
{
    private const int LongestLine = 4096;

    public byte Byte()
    {
        Span<byte> one = stackalloc byte[1];
        Fill(one);
        return one[0];
    }

    public ushort UInt16()
    {
        Span<byte> bytes = stackalloc byte[2];
        Fill(bytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    public int Int32()
    {
        Span<byte> bytes = stackalloc byte[4];
        Fill(bytes);
        return BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }

    public long Int64()
    {
        Span<byte> bytes = stackalloc byte[8];
        Fill(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    public double BigEndianDouble()
    {
        Span<byte> bytes = stackalloc byte[8];
        Fill(bytes);
        return BinaryPrimitives.ReadDoubleBigEndian(bytes);
    }

    public byte[] Bytes(long count)
    {
        if (count < 0 || count > remaining || count > Array.MaxLength)
            throw new WeightsFileException($"A string of {count} bytes in the pickle reaches past its end.");
        byte[] bytes = new byte[count];
        Fill(bytes);
        return bytes;
    }

    public string Text(long count) => Encoding.UTF8.GetString(Bytes(count));

    /// <summary>Text up to a line feed.</summary>
    public string Line()
    {
        var line = new List<byte>();
        for (byte next = Byte(); next != '\n'; next = Byte())
        {
            if (line.Count == LongestLine)
                throw new WeightsFileException($"A line in the pickle is longer than {LongestLine} bytes.");
            line.Add(next);
        }

        return Encoding.UTF8.GetString([.. line]);
    }

    public void Skip(long count)
    {
        if (count < 0 || count > remaining)
            throw new WeightsFileException($"{count} bytes in the file reach past its end.");
        remaining -= count;
        stream.Seek(count, SeekOrigin.Current);
    }

    private void Fill(Span<byte> destination)
    {
        if (destination.Length > remaining || stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false) < destination.Length)
            throw new WeightsFileException("The pickle ends before its STOP.");
        remaining -= destination.Length;
    }
}
