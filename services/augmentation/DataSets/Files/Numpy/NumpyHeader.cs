using System.Buffers.Binary;
using System.Text;

namespace Inpaint.Augmentation.DataSets.Files.Numpy;

/// <summary>What an .npy file says of its array.</summary>
/// <param name="DataType">Type of the elements.</param>
/// <param name="BigEndian">Whether the elements are stored with the highest byte first.</param>
/// <param name="FortranOrder">Whether the first index runs fastest.</param>
/// <param name="Shape">Length of each dimension; empty for a single value.</param>
/// <param name="DataOffset">Where the elements start, in bytes.</param>
internal sealed record NumpyHeader(NumpyDataType DataType, bool BigEndian, bool FortranOrder, long[] Shape, int DataOffset)
{
    /// <summary>A file's first bytes that always suffice to <see cref="Parse"/> its header.</summary>
    public const int MostBytes = 12 + MostDictionaryBytes;

    // As NumPy's own limit, which keeps a header from being a way to spend memory.
    private const int MostDictionaryBytes = 10_000;

    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Bytes of all elements.</summary>
    public long DataBytes { get; } = TotalBytes(Shape, DataType.Size());

    /// <summary>Reads a header and checks that the file is long enough for what it says.</summary>
    /// <param name="start">The file's first <see cref="MostBytes"/> bytes, or all it has.</param>
    /// <param name="fileLength">Bytes of the whole file.</param>
    /// <exception cref="DataFileException">Format, Unsupported or Corrupt.</exception>
    public static NumpyHeader Parse(ReadOnlySpan<byte> start, long fileLength)
    {
        if (!start.StartsWith(Magic))
            throw new DataFileException(DataFileErrorKind.Format, "not an .npy file");

        if (start.Length < Magic.Length + 2)
            throw DataFileException.Corrupt("the file ends within its header");

        var (major, minor) = (start[6], start[7]);
        if (major is < 1 or > 3 || minor != 0)
            throw DataFileException.Unsupported($"version {major}.{minor} of the .npy format is not read");

        var lengthBytes = major == 1 ? 2 : 4;
        var dictionaryStart = Magic.Length + 2 + lengthBytes;
        if (start.Length < dictionaryStart)
            throw DataFileException.Corrupt("the file ends within its header");

        var length = major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        if (length > MostDictionaryBytes)
            throw DataFileException.Corrupt($"a header of {length} bytes is too long");

        if (length > start.Length - dictionaryStart)
            throw DataFileException.Corrupt("the file ends within its header");

        var dictionary = start.Slice(dictionaryStart, (int)length);
        var text = major == 3 ? Encoding.UTF8.GetString(dictionary) : Encoding.Latin1.GetString(dictionary);
        var header = new NumpyHeaderParser(text).Parse(dictionaryStart + (int)length);
        if (header.DataBytes > fileLength - header.DataOffset)
            throw DataFileException.Corrupt($"the file ends early: {header.DataBytes} bytes of elements are stated, {fileLength - header.DataOffset} are there");

        return header;
    }

    private static long TotalBytes(long[] shape, int size)
    {
        if (shape.Contains(0))
            return 0;

        Int128 total = size;
        foreach (var length in shape)
        {
            total *= length;
            if (total > long.MaxValue)
                throw DataFileException.Corrupt("the shape has more elements than can be counted");
        }

        return (long)total;
    }
}
