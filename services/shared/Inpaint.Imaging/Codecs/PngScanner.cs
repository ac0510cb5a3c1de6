using System.Buffers;
using System.Buffers.Binary;

namespace Inpaint.Imaging.Codecs;

/// <summary>Walks a PNG's chunks without inflating any: size, orientation, and whether the file can hold what its header says.</summary>
internal sealed class PngScanner(PictureLimits limits) : HeaderScanner(Signature.Length)
{
    // Deflate cannot expand further than this: 258 bytes from two bits.
    private const long MostInflation = 1032;
    private const int ChunkStart = 8;
    private const int ChecksumBytes = 4;
    private const int HeaderLength = 13;

    private static readonly SearchValues<byte> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private readonly List<Range> _imageData = [];
    private State _state = State.Signature;
    private PngLayout? _layout;
    private long _imageDataBytes;
    private int _orientation = ExifOrientation.Upright;
    private bool _isPlain;

    private enum State
    {
        Signature,
        ChunkStart,
        Header,
        Exif,
    }

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>What IHDR says; known before <see cref="HeaderScanner.Header"/>, which waits for an orientation.</summary>
    public PngLayout Layout => _layout ?? throw Corrupt("the file ends early");

    /// <summary>Where the image data's chunks lie, from type to CRC, in a file that was scanned whole.</summary>
    public IReadOnlyList<Range> ImageData => _imageData;

    /// <summary>Whether nothing but IHDR and the image data bears on the pixels.</summary>
    public bool IsPlain => _isPlain && Layout.IsPlain;

    public override PictureException Corrupt(string reason) => new(PictureErrorKind.Corrupt, $"PNG: {reason}");

    /// <summary>Throws where the image data cannot be enough; for a file whose chunks were all seen.</summary>
    public void CheckImageData()
    {
        if (Layout.ScanlineBytes > _imageDataBytes * MostInflation)
            throw Corrupt($"{_imageDataBytes} bytes of image data cannot hold {Layout.Width} x {Layout.Height} pixels");
    }

    protected override void OnField(ReadOnlySpan<byte> field)
    {
        switch (_state)
        {
            case State.Signature:
                Next(State.ChunkStart, ChunkStart);
                break;
            case State.ChunkStart:
                OnChunk(BinaryPrimitives.ReadUInt32BigEndian(field), field[4..]);
                break;
            case State.Header:
                OnHeader(field);
                break;
            default:
                if (HasRightChecksum("eXIf"u8, field))
                    _orientation = ExifOrientation.Read(field[..^ChecksumBytes]);
                Next(State.ChunkStart, ChunkStart);
                break;
        }
    }

    private void OnChunk(uint length, ReadOnlySpan<byte> type)
    {
        if (length > int.MaxValue)
            throw Corrupt($"a chunk length of {length} is not allowed in PNG");

        if (_layout is null)
        {
            if (!type.SequenceEqual("IHDR"u8))
                throw Corrupt("IHDR is not the first chunk");

            if (length != HeaderLength)
                throw Corrupt($"IHDR has {length} bytes instead of {HeaderLength}");

            Next(State.Header, HeaderLength + ChecksumBytes);
            return;
        }

        if (type.SequenceEqual("eXIf"u8) && CanCollect(length + ChecksumBytes))
        {
            Next(State.Exif, (int)length + ChecksumBytes);
            return;
        }

        if (type.SequenceEqual("IEND"u8))
        {
            Header = new PictureHeader(PictureFileKind.Png, Layout.Width, Layout.Height, _orientation);
            End();
            return;
        }

        Weigh(type, length);
        PassOver(length + ChecksumBytes);
        Next(State.ChunkStart, ChunkStart);
    }

    private void Weigh(ReadOnlySpan<byte> type, uint length)
    {
        if (type.SequenceEqual("IDAT"u8))
        {
            _isPlain &= _imageData.Count == 0 || _imageData[^1].End.Value == Position - ChunkStart;
            _imageDataBytes += length;
            var end = Position + length + ChecksumBytes;
            if (end <= int.MaxValue)
                _imageData.Add(new Range((int)Position - 4, (int)end));
        }
        else
        {
            // Colours may hang on anything that is critical, and on the colour that stands for transparency.
            var isAncillary = (type[0] & 0x20) != 0 && type.IndexOfAnyExcept(Letters) < 0;
            _isPlain &= isAncillary && !type.SequenceEqual("tRNS"u8);
        }
    }

    private void OnHeader(ReadOnlySpan<byte> field)
    {
        if (!HasRightChecksum("IHDR"u8, field))
            throw Corrupt("the CRC of IHDR is wrong");

        var layout = PngLayout.Read(field, this);
        HeaderLimits.Check(layout.Width, layout.Height, limits);
        (_layout, _isPlain) = (layout, true);
        Next(State.ChunkStart, ChunkStart);
    }

    private void Next(State state, int bytes)
    {
        _state = state;
        Want(bytes);
    }

    private static bool HasRightChecksum(ReadOnlySpan<byte> type, ReadOnlySpan<byte> dataAndChecksum) =>
        BinaryPrimitives.ReadUInt32BigEndian(dataAndChecksum[^ChecksumBytes..])
        == PngChecksum.Append(PngChecksum.Of(type), dataAndChecksum[..^ChecksumBytes]);

}
