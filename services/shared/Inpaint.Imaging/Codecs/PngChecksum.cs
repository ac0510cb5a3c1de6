namespace Inpaint.Imaging.Codecs;

/// <summary>The CRC that ends each chunk, over its type and data (reflected polynomial EDB88320).</summary>
internal static unsafe class PngChecksum
{
    public static uint Of(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    /// <summary>The CRC of what <paramref name="crc"/> stands for with more bytes behind it.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        // An empty span has no address, for which the library would start anew.
        if (bytes.IsEmpty)
            return crc;

        fixed (byte* first = bytes)
        {
            return NativeCodecs.Crc32(crc, first, (nuint)bytes.Length);
        }
    }
}
