using System.IO.Compression;
using Grpc.Net.Compression;

namespace Inpaint.Serving.Transport;

/// <summary>
/// The message encoding <c>gzip</c>, with a bound on the size of a message after decompression. gRPC for .NET checks its own
/// receive limit against the compressed size alone, so that a quarter of a megabyte can become a quarter of a gigabyte.
/// </summary>
/// <remarks>
/// Give it as the only entry of <c>CompressionProviders</c>, on servers and on channels: whatever else stands there,
/// <c>deflate</c> by default, stays without a bound.
/// </remarks>
public sealed class BoundedGzipCompressionProvider : ICompressionProvider
{
    private readonly long _maxMessageBytes;
    private readonly CompressionLevel _defaultLevel;

    /// <summary>Creates the encoding.</summary>
    /// <param name="maxMessageBytes">The largest message after decompression, in bytes; at least 1.</param>
    /// <param name="defaultLevel">The level where a call names none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxMessageBytes"/> is not positive.</exception>
    public BoundedGzipCompressionProvider(long maxMessageBytes, CompressionLevel defaultLevel = CompressionLevel.Fastest)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxMessageBytes);
        _maxMessageBytes = maxMessageBytes;
        _defaultLevel = defaultLevel;
    }

    /// <inheritdoc/>
    public string EncodingName => "gzip";

    /// <inheritdoc/>
    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        new GZipStream(stream, compressionLevel ?? _defaultLevel, leaveOpen: true);

    /// <summary>A stream that decompresses until the bound is passed, and then throws RESOURCE_EXHAUSTED.</summary>
    public Stream CreateDecompressionStream(Stream stream) =>
        new BoundedReadStream(new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true), _maxMessageBytes);
}
