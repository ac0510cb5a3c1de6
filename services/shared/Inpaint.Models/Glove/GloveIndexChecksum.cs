using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace Inpaint.Models.Glove;

/// <summary>The checksum of an index: block by block through one buffer, so that no page of it stays mapped for it.</summary>
internal static class GloveIndexChecksum
{
    private const int BlockBytes = 1 << 20;

    /// <summary>Checksum of everything after the header, each block's seeded with the one before.</summary>
    /// <param name="file">The index.</param>
    /// <param name="length">Bytes of the whole index; a shorter file gives another checksum.</param>
    public static ulong OfBody(SafeFileHandle file, long length)
    {
        var block = new byte[BlockBytes];
        var checksum = (ulong)length;
        for (long at = GloveIndexHeader.Size; at < length;)
        {
            var read = RandomAccess.Read(file, block.AsSpan(0, (int)Math.Min(BlockBytes, length - at)), at);
            if (read == 0)
                break;
            checksum = XxHash3.HashToUInt64(block.AsSpan(0, read), (long)checksum);
            at += read;
        }

        return checksum;
    }
}
