using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Inpaint.Imaging.Codecs;

/// <summary>A file that arrives as a stream, handed to a decoder in blocks; none is kept after it was used.</summary>
internal sealed class StreamSource
{
    // As Native/inpaint_imaging.h has it.
    private const int BlockBytes = 16384;
    private readonly Stream _stream;
    private readonly PictureLimits _limits;
    private readonly CancellationToken _cancellationToken;
    private readonly byte[] _block = new byte[BlockBytes];
    private long _read;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Reads as much as tells the format.</summary>
    /// <exception cref="PictureException">Neither a PNG nor a JPEG.</exception>
    public StreamSource(Stream stream, PictureLimits limits, CancellationToken cancellationToken)
    {
        (_stream, _limits, _cancellationToken) = (stream, limits, cancellationToken);
        var start = new byte[PngScanner.Signature.Length];
        var length = 0;
        while (length < start.Length && ReadStream(start.AsSpan(length)) is > 0 and var count)
        {
            length += count;
        }

        Start = start.AsSpan(0, length).ToArray();
        Scanner = PictureCodec.ScannerOf(Start, limits);
        Scanner.Scan(Start);
    }

    /// <summary>The first bytes, which were taken already.</summary>
    public byte[] Start { get; }

    /// <summary>Sees every byte before the decoder does.</summary>
    public HeaderScanner Scanner { get; }

    /// <summary>Throws what ended the stream, if anything did.</summary>
    public void ThrowIfFailed() => _failure?.Throw();

    /// <summary>Called by the decoder. An exception must not pass through its frames: it is kept, and decoding stops.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static unsafe int ReadBlock(void* context, byte* to, int capacity)
    {
        var source = (StreamSource)GCHandle.FromIntPtr((nint)context).Target!;
        try
        {
            var block = new Span<byte>(to, capacity);
            var count = source.ReadStream(block);
            source.Scanner.Scan(block[..count]);
            return count;
        }
        catch (Exception exception)
        {
            source._failure = ExceptionDispatchInfo.Capture(exception);
            return -1;
        }
    }

    private int ReadStream(Span<byte> to)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var wanted = _block.AsMemory(0, Math.Min(to.Length, BlockBytes));

        // The decoder's frames lie below this one, so it waits here. Streams without synchronous reads are waited for all the same.
        var count = _stream.ReadAsync(wanted, _cancellationToken).AsTask().GetAwaiter().GetResult();
        _read += count;
        if (_read > _limits.MaxBytes)
            throw new PictureException(PictureErrorKind.TooLarge, $"a file of more than the {_limits.MaxBytes} bytes allowed");

        wanted.Span[..count].CopyTo(to);
        return count;
    }
}
