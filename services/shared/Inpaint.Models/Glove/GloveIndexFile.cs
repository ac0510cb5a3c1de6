using System.Numerics;

namespace Inpaint.Models.Glove;

/// <summary>Tells whether an index may be used.</summary>
internal static class GloveIndexFile
{
    /// <summary>Reads the header of an index that is whole, and of this text read in this way.</summary>
    /// <returns>Null where there is none, or it is damaged, stale or of another reading.</returns>
    public static GloveIndexHeader? TryRead(string indexPath, string textPath, GloveTextOptions options)
    {
        if (!File.Exists(indexPath))
            return null;
        using var index = File.OpenHandle(indexPath, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.SequentialScan);
        var bytes = new byte[GloveIndexHeader.Size];
        var header = RandomAccess.Read(index, bytes, 0) == bytes.Length ? GloveIndexHeader.Read(bytes) : null;
        if (header is null || header.Options != options || !IsWhole(header) || header.Length != RandomAccess.GetLength(index))
            return null;
        if (!IsOf(textPath, header))
            return null;
        return GloveIndexChecksum.OfBody(index, header.Length) == header.BodyChecksum ? header : null;
    }

    // The checksum says that these are the numbers that were written; this, that no arithmetic on them can go wrong.
    private static bool IsWhole(GloveIndexHeader header) =>
        header is { Dimension: >= 1, Count: >= 1, WordBytes: >= 0 } && header.Slots > header.Count && BitOperations.IsPow2(header.Slots);

    // A copied or unpacked text has another time and the same bytes: then its digest decides, which still costs less than reading it anew.
    private static bool IsOf(string textPath, GloveIndexHeader header)
    {
        var text = GloveTextState.Of(textPath);
        if (text == header.Text)
            return true;
        return text.Length == header.Text.Length && GloveIndexBuilder.Digest(textPath).AsSpan().SequenceEqual(header.TextDigest);
    }
}
