namespace Inpaint.Augmentation.DataSets.Files.Numpy;

/// <summary>Reads .npy files, versions 1 to 3, either byte order, C and Fortran order. Objects and records are refused.</summary>
public static class NumpyReader
{
    /// <summary>Reads an array from a whole file in memory.</summary>
    /// <exception cref="DataFileException">Format, Unsupported or Corrupt; the elements are allocated only once the file is known to hold them.</exception>
    public static NumpyArray Read(ReadOnlySpan<byte> file)
    {
        var header = NumpyHeader.Parse(file[..Math.Min(file.Length, NumpyHeader.MostBytes)], file.Length);
        return ToArray(header, file.Slice(header.DataOffset, (int)header.DataBytes).ToArray());
    }

    /// <summary>Makes an array of elements as stored, which are changed in place where they need to be.</summary>
    internal static NumpyArray ToArray(NumpyHeader header, byte[] stored)
    {
        var size = header.DataType.Size();
        if (header.BigEndian && size > 1)
            ReverseElements(stored, size);

        var data = header.FortranOrder && header.Shape.Length > 1 ? ToCOrder(stored, header.Shape, size) : stored;
        return new NumpyArray(header.DataType, header.Shape, data);
    }

    private static void ReverseElements(byte[] data, int size)
    {
        for (var i = 0; i < data.Length; i += size)
        {
            data.AsSpan(i, size).Reverse();
        }
    }

    // Walks the elements in C order, keeping the place of the same element in Fortran order beside the running index.
    private static byte[] ToCOrder(byte[] fortran, long[] shape, int size)
    {
        var result = new byte[fortran.Length];
        var strides = new long[shape.Length];
        strides[0] = size;
        for (var axis = 1; axis < shape.Length; axis++)
        {
            strides[axis] = strides[axis - 1] * shape[axis - 1];
        }

        var index = new long[shape.Length];
        var from = 0L;
        for (var to = 0; to < result.Length; to += size)
        {
            fortran.AsSpan((int)from, size).CopyTo(result.AsSpan(to));
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                from += strides[axis];
                if (++index[axis] < shape[axis])
                    break;

                from -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }

        return result;
    }
}
