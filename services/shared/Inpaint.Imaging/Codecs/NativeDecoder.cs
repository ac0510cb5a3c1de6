using System.Runtime.InteropServices;

namespace Inpaint.Imaging.Codecs;

/// <summary>Decodes by libpng and libjpeg-turbo, from memory or from a stream.</summary>
internal static unsafe class NativeDecoder
{
    /// <summary>Decodes a file that lies in memory.</summary>
    /// <exception cref="PictureException">Corrupt.</exception>
    public static RgbImage Decode(ReadOnlySpan<byte> file, HeaderScanner scanner)
    {
        fixed (byte* bytes = file)
        {
            var source = new NativeCodecs.Source { Bytes = bytes, Length = (nuint)file.Length };
            return Decode(&source, scanner, failure: null);
        }
    }

    /// <summary>Decodes a stream; its scanner sees each block before the decoder does.</summary>
    /// <exception cref="PictureException">Whatever the scanner or the decoder refuses.</exception>
    /// <exception cref="OperationCanceledException">The stream's token was cancelled.</exception>
    public static RgbImage Decode(StreamSource stream)
    {
        var handle = GCHandle.Alloc(stream);
        try
        {
            fixed (byte* start = stream.Start)
            {
                var source = new NativeCodecs.Source
                {
                    Bytes = start,
                    Length = (nuint)stream.Start.Length,
                    Read = &StreamSource.ReadBlock,
                    Context = (void*)GCHandle.ToIntPtr(handle),
                };
                return Decode(&source, stream.Scanner, stream);
            }
        }
        finally
        {
            handle.Free();
        }
    }

    private static RgbImage Decode(NativeCodecs.Source* source, HeaderScanner scanner, StreamSource? failure)
    {
        using var place = new PixelPlace();
        var decoded = new NativeCodecs.Decoded { Place = &PixelPlace.Take, Context = place.Context };
        try
        {
            var status = scanner is PngScanner ? NativeCodecs.DecodePng(source, &decoded) : NativeCodecs.DecodeJpeg(source, &decoded);
            if (status != NativeCodecs.Ok)
            {
                failure?.ThrowIfFailed();
                throw status == NativeCodecs.NoMemory
                    ? new InsufficientMemoryException("no memory to decode the picture")
                    : scanner.Corrupt(decoded.MessageText);
            }

            if (scanner.Header is not { } header)
                throw scanner.Corrupt("the file ends early");

            if (decoded.IsPlaced != 0 && header.Orientation == ExifOrientation.Upright)
                return new RgbImage(decoded.Width, decoded.Height, place.Pixels!);
            var rowBytes = decoded.Width * decoded.Channels;
            return new StoredPixels(decoded.Width, decoded.Height, decoded.Channels, rowBytes)
                .ToUpright(new ReadOnlySpan<byte>(decoded.Pixels, decoded.Height * rowBytes), header.Orientation);
        }
        finally
        {
            NativeCodecs.Release(&decoded);
        }
    }
}
