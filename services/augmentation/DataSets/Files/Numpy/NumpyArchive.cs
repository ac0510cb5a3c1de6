using System.IO.Compression;

namespace Inpaint.Augmentation.DataSets.Files.Numpy;

/// <summary>Reads .npz files: zip archives of .npy entries, stored or deflated.</summary>
public static class NumpyArchive
{
    private const string Extension = ".npy";

    // Deflate cannot expand further than this.
    private const long MostInflation = 1032;

    /// <summary>Whether a file starts as a zip archive, empty ones included.</summary>
    public static bool IsArchive(ReadOnlySpan<byte> file) => file.StartsWith("PK\x3\x4"u8) || file.StartsWith("PK\x5\x6"u8);

    /// <summary>Reads every array, by its entry's name without ".npy".</summary>
    /// <exception cref="DataFileException">Format, Unsupported or Corrupt.</exception>
    public static IReadOnlyDictionary<string, NumpyArray> Read(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!IsArchive(file))
            throw new DataFileException(DataFileErrorKind.Format, "not an .npz archive");

        try
        {
            using var archive = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
            var arrays = new Dictionary<string, NumpyArray>();
            foreach (var entry in archive.Entries)
            {
                if (!entry.FullName.EndsWith(Extension, StringComparison.Ordinal))
                    throw new DataFileException(DataFileErrorKind.Format, $"the archive's entry '{entry.FullName}' is no .npy file");

                if (!arrays.TryAdd(entry.FullName[..^Extension.Length], ReadEntry(entry)))
                    throw DataFileException.Corrupt($"the archive holds '{entry.FullName}' twice");
            }

            return arrays;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new DataFileException(DataFileErrorKind.Corrupt, "the archive is damaged", e);
        }
    }

    private static NumpyArray ReadEntry(ZipArchiveEntry entry)
    {
        // An entry that claims more than its compressed bytes can hold is caught here, before its elements are allocated.
        if (entry.Length > Array.MaxLength || entry.Length > (entry.CompressedLength + 1) * MostInflation)
            throw DataFileException.Corrupt($"the archive's entry '{entry.FullName}' states {entry.Length} bytes, which it cannot hold");

        using var stream = entry.Open();
        var start = new byte[Math.Min(entry.Length, NumpyHeader.MostBytes)];
        stream.ReadExactly(start);
        var header = NumpyHeader.Parse(start, entry.Length);
        var data = new byte[header.DataBytes];
        var early = Math.Min(data.Length, start.Length - header.DataOffset);
        start.AsSpan(header.DataOffset, early).CopyTo(data);
        stream.ReadExactly(data, early, data.Length - early);
        return NumpyReader.ToArray(header, data);
    }
}
