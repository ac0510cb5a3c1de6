using System.IO.MemoryMappedFiles;

namespace Inpaint.Augmentation.DataSets.Files.Numpy;

/// <summary>
/// An .npy file left on disk: one record (index of the first dimension) is read at a time, so that sets far larger than memory serve.
/// Safe to read from several threads at once.
/// </summary>
public sealed class MappedNumpyArray : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly NumpyHeader _header;
    private readonly int _recordBytes;

    /// <summary>Opens a file in C order.</summary>
    /// <exception cref="DataFileException">Format, Unsupported or Corrupt; the message names the file.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public MappedNumpyArray(string path)
    {
        var length = new FileInfo(path).Length;
        using (var stream = File.OpenRead(path))
        {
            var start = new byte[Math.Min(length, NumpyHeader.MostBytes)];
            stream.ReadExactly(start);
            try
            {
                _header = NumpyHeader.Parse(start, length);
            }
            catch (DataFileException e)
            {
                throw new DataFileException(e.Kind, $"{path}: {e.Message}", e);
            }
        }

        if (_header.FortranOrder || _header.Shape.Length == 0)
            throw DataFileException.Unsupported($"{path}: an array in C order with at least one dimension is wanted");

        var recordBytes = _header.Shape[0] == 0 ? 0 : _header.DataBytes / _header.Shape[0];
        if (recordBytes > Array.MaxLength || _header.Shape[0] > int.MaxValue)
            throw DataFileException.Unsupported($"{path}: records of {recordBytes} bytes are too large");

        _recordBytes = (int)recordBytes;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, capacity: 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
    }

    /// <summary>Type of the elements.</summary>
    public NumpyDataType DataType => _header.DataType;

    /// <summary>Length of each dimension, the number of records first.</summary>
    public IReadOnlyList<long> Shape => _header.Shape;

    /// <summary>Length of the first dimension.</summary>
    public int Count => (int)_header.Shape[0];

    /// <summary>Reads one record: an array of the shape without its first dimension.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public NumpyArray Record(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        var stored = new byte[_recordBytes];
        _view.ReadArray(_header.DataOffset + (long)index * _recordBytes, stored, 0, stored.Length);
        return NumpyReader.ToArray(_header with { Shape = _header.Shape[1..] }, stored);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
