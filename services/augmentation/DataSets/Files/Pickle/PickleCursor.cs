using System.Buffers.Binary;
using System.Text;

namespace Inpaint.Augmentation.DataSets.Files.Pickle;

/// <summary>Reads a pickle's bytes in order; no read crosses the file's end or the end of the frame it starts in.</summary>
internal ref struct PickleCursor(ReadOnlySpan<byte> file)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly ReadOnlySpan<byte> _file = file;
    private int _position;
    private int _frameEnd;

    public byte ReadByte() => Read(1)[0];

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Read(2));

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Read(4));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Read(4));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Read(8));

    public ReadOnlySpan<byte> Read(ulong count)
    {
        if (count > (ulong)(_file.Length - _position))
            throw DataFileException.Corrupt("the pickle is truncated");

        var end = _position + (int)count;
        if (_position < _frameEnd && end > _frameEnd)
            throw DataFileException.Corrupt("a frame of the pickle ends within an opcode");

        var bytes = _file[_position..end];
        _position = end;
        return bytes;
    }

    public string ReadUtf8(ulong count)
    {
        try
        {
            return StrictUtf8.GetString(Read(count));
        }
        catch (DecoderFallbackException)
        {
            throw DataFileException.Corrupt("a string of the pickle is not UTF-8");
        }
    }

    /// <summary>The bytes up to the next line feed, which is passed over.</summary>
    public ReadOnlySpan<byte> ReadLine()
    {
        var length = _file[_position..].IndexOf((byte)'\n');
        if (length < 0)
            throw DataFileException.Corrupt("the pickle is truncated");

        return Read((ulong)length + 1)[..length];
    }

    public void StartFrame(ulong length)
    {
        if (_position < _frameEnd)
            throw DataFileException.Corrupt("a frame of the pickle starts within another");

        if (length > (ulong)(_file.Length - _position))
            throw DataFileException.Corrupt("the pickle is truncated");

        _frameEnd = _position + (int)length;
    }
}
