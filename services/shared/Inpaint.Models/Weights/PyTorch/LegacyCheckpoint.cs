using System.Globalization;
using System.Numerics;

namespace Inpaint.Models.Weights.PyTorch;

/// <summary>
/// The form before torch 1.6: a magic number, a protocol version, the writing machine, the object and the list of storage keys, each a
/// pickle of its own, and then the storages: eight bytes of count and the elements.
/// </summary>
internal sealed class LegacyCheckpoint
{
    private const long ProtocolVersion = 1001;

    private static readonly BigInteger MagicNumber = BigInteger.Parse("1950a86a20f9469cfc6c", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private readonly Dictionary<string, PickledStorage> _storages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _offsets = new(StringComparer.Ordinal);
    private readonly FileStream _stream;
    private readonly long _length;

    private LegacyCheckpoint(FileStream stream)
    {
        _stream = stream;
        _length = stream.Length;
    }

    public static CheckpointContent Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return new LegacyCheckpoint(stream).Read();
    }

    private CheckpointContent Read()
    {
        if (Pickle() is not BigInteger magic || magic != MagicNumber)
            throw new WeightsFileException("The file is a pickle, but not one of torch's: the magic number is missing.");
        if (Pickle() is not ProtocolVersion)
            throw new WeightsFileException("The file is not of torch's protocol version 1001.");
        if (Pickle() is PickledMap machine && machine.Items.Any(item => item is { Key: "little_endian", Value: false }))
            throw new WeightsFileException("The file was written on a big-endian machine.", "little_endian");
        long start = _stream.Position;
        object? root = Pickle();
        long pickleLength = _stream.Position - start;
        ReadOffsets(Pickle());
        return new CheckpointContent(root, pickleLength, IsScript: false, key => _offsets[key]);
    }

    private object? Pickle() => new PickleReader(new PickleSource(_stream, _length - _stream.Position), new PickleGlobals(allowScriptClasses: false), Storage).Read();

    // ("storage", class, key, location, number of elements, view), where a view is (key, offset, elements) or None.
    private PickledStorage Storage(PickledTuple id)
    {
        if (id.Items is not ["storage", PickledStorageClass { Type: var type }, string key, string, long elements, var view])
            throw new WeightsFileException("A persistent id in the pickle is not that of a storage.");
        if (elements < 0 || elements > _length / type.Size())
            throw new WeightsFileException($"The storage '{key}' declares {elements} elements, more than the file holds.", key);
        var storage = new PickledStorage(key, type, elements);
        if (!_storages.TryAdd(key, storage) && _storages[key] != storage)
            throw new WeightsFileException($"The storage '{key}' is declared in two ways.", key);
        if (view is not PickledTuple { Items: [_, long offset, long count] })
            return storage;
        if (offset < 0 || count < 0 || offset > elements - count)
            throw new WeightsFileException($"A view reaches past the storage '{key}'.", key);
        return storage with { Elements = count, Start = offset };
    }

    private void ReadOffsets(object? keys)
    {
        if (keys is not PickledList list)
            throw new WeightsFileException("The file has no list of storages.");
        foreach (object? item in list.Items)
        {
            if (item is not string key || !_storages.TryGetValue(key, out PickledStorage? storage))
                throw new WeightsFileException($"The file holds a storage '{item}' that no tensor uses.");
            var source = new PickleSource(_stream, _length - _stream.Position);
            long count = source.Int64();
            if (count != storage.Elements)
                throw new WeightsFileException($"The storage '{key}' holds {count} elements, not {storage.Elements}.", key);
            _offsets[key] = _stream.Position;
            long bytes = count * storage.Type.Size();
            if (bytes > _length - _stream.Position)
                throw new WeightsFileException($"The storage '{key}' reaches past the file.", key);
            source.Skip(bytes);
        }

        string? missing = _storages.Keys.FirstOrDefault(key => !_offsets.ContainsKey(key));
        if (missing is not null)
            throw new WeightsFileException($"The storage '{missing}' is missing from the file.", missing);
    }
}
