namespace Inpaint.Models.Weights.PyTorch;

/// <summary>One record of a zip archive, as its central directory tells.</summary>
/// <param name="Name">The record's name, with the archive's own folder in front.</param>
/// <param name="IsStored">Whether its bytes stand in the file as they are.</param>
/// <param name="Length">Its length in bytes, inflated.</param>
/// <param name="CompressedLength">Its length in the file.</param>
/// <param name="HeaderOffset">Where its local header begins in the file.</param>
internal sealed record ZipRecord(string Name, bool IsStored, long Length, long CompressedLength, long HeaderOffset);
