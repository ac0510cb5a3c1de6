using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>One encoding of messages.</summary>
public interface ICompressionProvider
{
    /// <summary>The name in <c>grpc-encoding</c>.</summary>
    string EncodingName { get; }

    /// <summary>A stream whose writes reach the given one compressed; null stands for the provider's own level.</summary>
    Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel);

    /// <summary>A stream whose reads come from the given one decompressed.</summary>
    Stream CreateDecompressionStream(Stream stream);
}
