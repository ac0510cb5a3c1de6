using System.Runtime.InteropServices;

namespace Inpaint.Augmentation.DataSets.Files.Numpy;

/// <summary>An array read from an .npy file: native byte order, last index fastest.</summary>
public sealed class NumpyArray
{
    internal NumpyArray(NumpyDataType dataType, long[] shape, byte[] data) => (DataType, Shape, Data) = (dataType, shape, data);

    /// <summary>Type of the elements.</summary>
    public NumpyDataType DataType { get; }

    /// <summary>Length of each dimension; empty for a single value.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The elements' bytes.</summary>
    public byte[] Data { get; }

    /// <summary>The elements as values of their own type (<see cref="Half"/> for 16-bit floats).</summary>
    /// <exception cref="DataFileException">Unsupported: the elements have another type.</exception>
    public ReadOnlySpan<T> Elements<T>()
        where T : unmanaged =>
        typeof(T) == DataType.ClrType()
            ? MemoryMarshal.Cast<byte, T>(Data)
            : throw DataFileException.Unsupported($"the array holds {DataType}, {typeof(T).Name} is wanted");
}
