using Microsoft.Win32.SafeHandles;

namespace Inpaint.Models.Weights.PyTorch;

/// <summary>Reads ranges of a file that are checked against its length before anything is allocated.</summary>
internal static class FileBytes
{
    /// <exception cref="WeightsFileException">The range reaches beyond the file, or beyond what an array holds.</exception>
    public static byte[] Read(SafeFileHandle file, long offset, long count, long fileLength, string what)
    {
        if (offset < 0 || count < 0 || count > fileLength - offset || count > Array.MaxLength)
            throw new WeightsFileException($"The {what} lies beyond the file of {fileLength} bytes.", what);
        byte[] bytes = new byte[count];
        ReadExactly(file, bytes, offset, what);
        return bytes;
    }

    public static void ReadExactly(SafeFileHandle file, Span<byte> destination, long offset, string what)
    {
        while (destination.Length > 0)
        {
            int read = RandomAccess.Read(file, destination, offset);
            if (read == 0)
                throw new WeightsFileException($"The file ends within the {what}.", what);
            destination = destination[read..];
            offset += read;
        }
    }
}
