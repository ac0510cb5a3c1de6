using System.Buffers.Binary;

namespace Inpaint.Imaging.Codecs;

/// <summary>Walks a JPEG's segments up to its first scan without decoding: size, process, orientation.</summary>
internal sealed class JpegScanner(PictureLimits limits) : HeaderScanner(firstField: 2)
{
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;
    private const byte Application1 = 0xE1;

    private State _state = State.Signature;
    private byte _marker;
    private (int Width, int Height)? _size;
    private int? _orientation;

    private enum State
    {
        Signature,
        MarkerStart,
        Marker,
        Length,
        Segment,
    }

    public static ReadOnlySpan<byte> Signature => [0xFF, 0xD8, 0xFF];

    public override PictureException Corrupt(string reason) => new(PictureErrorKind.Corrupt, $"JPEG: {reason}");

    /// <summary>Throws where the scans cannot be enough; for a file of known length whose header is through.</summary>
    /// <param name="fileBytes">Length of the file.</param>
    public void CheckScanLength(long fileBytes)
    {
        // Every 8x8 block of the first component takes at least one bit: a header cannot ask for memory that the scans do not back.
        // The first component may be subsampled by at most four in each direction.
        var (width, height) = _size ?? throw Corrupt("the file ends early");
        var leastBlocks = (long)((width + 31) / 32) * ((height + 31) / 32);
        if (leastBlocks > (fileBytes - Position) * 8)
            throw Corrupt($"{fileBytes - Position} bytes of scans cannot hold {width} x {height} pixels");
    }

    protected override void OnField(ReadOnlySpan<byte> field)
    {
        switch (_state)
        {
            case State.Signature:
                Next(State.MarkerStart, 1);
                break;
            case State.MarkerStart:
                if (field[0] != 0xFF)
                    throw Corrupt("bytes between the segments");
                Next(State.Marker, 1);
                break;
            case State.Marker:
                // Any number of FF may stand before a marker.
                if (field[0] != 0xFF)
                    OnMarker(field[0]);
                break;
            case State.Length:
                OnLength(BinaryPrimitives.ReadUInt16BigEndian(field));
                break;
            default:
                OnSegment(field);
                break;
        }
    }

    private void OnMarker(byte marker)
    {
        if (marker == EndOfImage)
            throw Corrupt("the file has no scan");

        _marker = marker;
        if (IsStandAlone(marker))
            Next(State.MarkerStart, 1);
        else
            Next(State.Length, 2);
    }

    private void OnLength(int length)
    {
        if (length < 2)
            throw Corrupt($"a segment length of {length}");

        if ((IsFrame(_marker) || _marker is Application1 or StartOfScan) && length > 2)
        {
            Next(State.Segment, length - 2);
            return;
        }

        if (IsFrame(_marker) || _marker == StartOfScan)
        {
            OnSegment([]);
            return;
        }

        PassOver(length - 2);
        Next(State.MarkerStart, 1);
    }

    private void OnSegment(ReadOnlySpan<byte> segment)
    {
        Next(State.MarkerStart, 1);
        if (IsFrame(_marker))
        {
            if (_size is not null)
                throw Corrupt("two frame headers");

            _size = ReadFrame(_marker, segment);
        }
        else if (_marker == Application1 && segment.StartsWith("Exif\0\0"u8))
        {
            _orientation ??= ExifOrientation.Read(segment[6..]);
        }
        else if (_marker == StartOfScan)
        {
            var (width, height) = _size ?? throw Corrupt("a scan before any frame header");
            Header = new PictureHeader(PictureFileKind.Jpeg, width, height, _orientation ?? ExifOrientation.Upright);
            End();
        }
    }

    private void Next(State state, int bytes)
    {
        _state = state;
        Want(bytes);
    }

    private (int Width, int Height) ReadFrame(byte marker, ReadOnlySpan<byte> segment)
    {
        if (marker > 0xC8)
            throw Unsupported("arithmetic coding");

        if (marker is 0xC3 or 0xC7)
            throw Unsupported("lossless JPEG");

        if (marker > 0xC3)
            throw Unsupported("hierarchical JPEG");

        if (segment.Length < 6)
            throw Corrupt("the frame header is too short");

        var (precision, components) = (segment[0], segment[5]);
        var height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        var width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        if (precision == 12)
            throw Unsupported("12-bit JPEG");

        if (precision != 8)
            throw Corrupt($"{precision} bits a sample");

        if (width == 0 || height == 0)
            throw Corrupt($"a width of {width} and a height of {height}");

        if (components is 2 or 4)
            throw Unsupported($"{components} components (grey and three components are offered)");

        if (components is not (1 or 3) || segment.Length != 6 + 3 * components)
            throw Corrupt("the frame header does not fit its number of components");

        HeaderLimits.Check(width, height, limits);
        return (width, height);
    }

    private static bool IsStandAlone(byte marker) => marker is 0x01 or (>= 0xD0 and <= 0xD7);

    // C4 (Huffman tables), C8 (reserved) and CC (arithmetic conditioning) lie among the frame markers.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static PictureException Unsupported(string reason) => new(PictureErrorKind.Unsupported, $"JPEG: {reason}");
}
