using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Inpaint.Models.Weights;

/// <summary>
/// A safetensors file open for reading. Opening reads and checks the header alone; the data of a tensor are read when asked for,
/// straight into the caller's memory, so that a file larger than the memory can be loaded tensor by tensor.
/// Reading is safe from several threads at once.
/// </summary>
public sealed class SafetensorsFile : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly Dictionary<string, SafetensorsEntry> _byName;

    private SafetensorsFile(SafeFileHandle file, List<SafetensorsEntry> entries, Dictionary<string, string> metadata)
    {
        _file = file;
        Entries = entries;
        Metadata = metadata;
        _byName = entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
    }

    /// <summary>The tensors, in the order of their data.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>The free text of <c>__metadata__</c>; empty where there is none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and checks its header.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightsFileException">The file breaks a rule of the format; the message says which and where.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static SafetensorsFile Open(string path)
    {
        SafeFileHandle file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        try
        {
            long length = RandomAccess.GetLength(file);
            if (length < sizeof(ulong))
                throw new WeightsFileException($"The file's {length} bytes are too few for the length of a header.", "header");
            Span<byte> prefix = stackalloc byte[sizeof(ulong)];
            ReadExactly(file, prefix, 0, "header");
            byte[] header = new byte[SafetensorsHeader.CheckedLength(BinaryPrimitives.ReadUInt64LittleEndian(prefix), length)];
            ReadExactly(file, header, sizeof(ulong), "header");
            (List<SafetensorsEntry> entries, Dictionary<string, string> metadata) = SafetensorsHeader.Parse(header, length - sizeof(ulong) - header.Length);
            return new SafetensorsFile(file, entries, metadata);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Finds a tensor by name; null where the file has none of that name.</summary>
    public SafetensorsEntry? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The tensor of that name.</summary>
    /// <exception cref="WeightsFileException">The file has no tensor of that name.</exception>
    public SafetensorsEntry this[string name] =>
        Find(name) ?? throw new WeightsFileException($"The file has no tensor '{name}'.", name);

    /// <summary>Reads part of a tensor's bytes.</summary>
    /// <param name="entry">A tensor of this file.</param>
    /// <param name="destination">Where to put them; filled completely.</param>
    /// <param name="start">The first byte within the tensor.</param>
    /// <exception cref="WeightsFileException">The file has become shorter since it was opened.</exception>
    public void Read(SafetensorsEntry entry, Span<byte> destination, long start = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(destination.Length, entry.Length - start, nameof(destination));
        ReadExactly(_file, destination, entry.Offset + start, entry.Name);
    }

    /// <summary>Reads all bytes of a tensor of less than 2 GiB.</summary>
    public byte[] ReadBytes(SafetensorsEntry entry)
    {
        byte[] bytes = new byte[checked((int)entry.Length)];
        Read(entry, bytes);
        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static void ReadExactly(SafeFileHandle file, Span<byte> destination, long offset, string item)
    {
        while (destination.Length > 0)
        {
            int read = RandomAccess.Read(file, destination, offset);
            if (read == 0)
                throw new WeightsFileException($"The file ends within '{item}'.", item);
            destination = destination[read..];
            offset += read;
        }
    }
}
