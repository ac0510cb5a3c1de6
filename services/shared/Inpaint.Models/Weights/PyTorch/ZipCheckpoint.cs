using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Inpaint.Models.Weights.PyTorch;

/// <summary>The form since torch 1.6, and TorchScript archives: a zip of data.pkl and a stored record data/KEY for each storage.</summary>
internal sealed class ZipCheckpoint
{
    private const uint LocalSignature = 0x04034b50;
    private const int LocalHeaderLength = 30;
    // A pickle inflates to far less than this times the file; more would be a bomb.
    private const long MostInflated = 1 << 20;

    private readonly SafeFileHandle _file;
    private readonly long _length;
    private readonly Dictionary<string, ZipRecord> _records;
    private readonly string _folder;

    private ZipCheckpoint(SafeFileHandle file)
    {
        _file = file;
        _length = RandomAccess.GetLength(file);
        _records = ZipDirectory.Read(file);
        string pickle = _records.Keys.FirstOrDefault(name => name.Count(letter => letter == '/') == 1 && name.EndsWith("/data.pkl", StringComparison.Ordinal))
            ?? throw new WeightsFileException("The archive has no record data.pkl.", "data.pkl");
        _folder = pickle[..^"data.pkl".Length];
    }

    public static CheckpointContent Read(SafeFileHandle file) => new ZipCheckpoint(file).Read();

    private CheckpointContent Read()
    {
        RequireLittleEndian();
        bool isScript = _records.ContainsKey(_folder + "constants.pkl");
        byte[] pickle = Bytes("data.pkl");
        using var stream = new MemoryStream(pickle);
        var reader = new PickleReader(new PickleSource(stream, pickle.Length), new PickleGlobals(isScript), Storage);
        return new CheckpointContent(reader.Read(), pickle.Length, isScript, key => StoredAt(RecordOf(key)));
    }

    // ("storage", class, key, location, number of elements)
    private PickledStorage Storage(PickledTuple id)
    {
        if (id.Items is not ["storage", PickledStorageClass { Type: var type }, string key, string, long elements])
            throw new WeightsFileException("A persistent id in the pickle is not that of a storage.");
        ZipRecord record = RecordOf(key);
        if (!record.IsStored)
            throw new WeightsFileException($"The record 'data/{key}' is compressed; torch writes tensors as they are.", $"data/{key}");
        StoredAt(record);
        if (elements < 0 || elements > record.Length / type.Size())
            throw new WeightsFileException($"The record 'data/{key}' has {record.Length} bytes, fewer than its {elements} elements of {type}.", $"data/{key}");
        return new PickledStorage(key, type, elements);
    }

    private ZipRecord RecordOf(string key) => _records.TryGetValue($"{_folder}data/{key}", out ZipRecord? record)
        ? record
        : throw new WeightsFileException($"The record 'data/{key}' is missing from the archive.", $"data/{key}");

    private void RequireLittleEndian()
    {
        if (_records.ContainsKey(_folder + "byteorder") && Encoding.ASCII.GetString(Bytes("byteorder")) != "little")
            throw new WeightsFileException("The record 'byteorder' is not 'little'.", "byteorder");
    }

    // The first byte after the local header, whose name and extra field may be padded to align it.
    private long StoredAt(ZipRecord record)
    {
        string name = record.Name[_folder.Length..];
        byte[] header = FileBytes.Read(_file, record.HeaderOffset, LocalHeaderLength, _length, $"header of '{name}'");
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != LocalSignature)
            throw new WeightsFileException($"The record '{name}' has no local header.", name);
        long start = record.HeaderOffset + LocalHeaderLength + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26)) + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
        if (record.CompressedLength > _length - start || (record.IsStored && record.Length > _length - start))
            throw new WeightsFileException($"The record '{name}' declares {record.Length} bytes, more than the file holds.", name);
        return start;
    }

    private byte[] Bytes(string name)
    {
        ZipRecord record = _records[_folder + name];
        long start = StoredAt(record);
        byte[] bytes = FileBytes.Read(_file, start, record.CompressedLength, _length, $"record '{name}'");
        if (record.IsStored)
            return bytes;
        if (record.Length > _length + MostInflated)
            throw new WeightsFileException($"The record '{name}' inflates to {record.Length} bytes.", name);
        byte[] inflated = new byte[record.Length];
        using var inflater = new DeflateStream(new MemoryStream(bytes), CompressionMode.Decompress);
        try
        {
            inflater.ReadExactly(inflated);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new WeightsFileException($"The record '{name}' cannot be inflated: {error.Message}", name, error);
        }

        return inflated;
    }
}
