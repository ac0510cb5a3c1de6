using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>
/// Tensors in a binary stream, as the official package writes them: element type, rank and sizes in LEB128, then the elements.
/// </summary>
internal static class TensorStream
{
    private const int MaxRank = 64;

    public static void Write(BinaryWriter writer, Tensor tensor)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        Tensor contiguous = tensor.detach().cpu().contiguous();
        writer.Write7BitEncodedInt((int)tensor.dtype);
        writer.Write7BitEncodedInt((int)tensor.Dimensions);
        foreach (long size in tensor.shape)
            writer.Write7BitEncodedInt64(size);
        if (contiguous.numel() > 0)
            writer.Write(contiguous.bytes);
    }

    /// <summary>Reads a tensor into a new one on the CPU.</summary>
    /// <exception cref="InvalidDataException">The stream does not hold a tensor here.</exception>
    public static Tensor Read(BinaryReader reader)
    {
        (ScalarType type, long[] shape) = ReadHeader(reader);
        Tensor tensor = empty(shape, dtype: type, device: CPU);
        ReadElements(reader, tensor);
        return tensor;
    }

    /// <summary>Reads a tensor into an existing one of the same shape and element type.</summary>
    /// <exception cref="ArgumentException">The stream holds another shape or element type.</exception>
    public static void ReadInto(BinaryReader reader, Tensor target)
    {
        (ScalarType type, long[] shape) = ReadHeader(reader);
        if (type != target.dtype)
            throw new ArgumentException($"The stream holds a tensor of {type}, not of {target.dtype}.");
        if (!shape.AsSpan().SequenceEqual(target.shape))
            throw new ArgumentException($"The stream holds a tensor of shape [{string.Join(", ", shape)}], not [{string.Join(", ", target.shape)}].");
        using IDisposable _ = no_grad();
        using Tensor read = empty(shape, dtype: type, device: CPU);
        ReadElements(reader, read);
        target.copy_(read);
    }

    private static (ScalarType Type, long[] Shape) ReadHeader(BinaryReader reader)
    {
        int type = reader.Read7BitEncodedInt();
        int rank = reader.Read7BitEncodedInt();
        if (!Enum.IsDefined((ScalarType)type) || rank is < 0 or > MaxRank)
            throw new InvalidDataException("The stream does not hold a tensor here.");
        long[] shape = new long[rank];
        for (int i = 0; i < rank; i++)
        {
            shape[i] = reader.Read7BitEncodedInt64();
            if (shape[i] < 0)
                throw new InvalidDataException("The stream holds a tensor with a negative size.");
        }

        return ((ScalarType)type, shape);
    }

    private static void ReadElements(BinaryReader reader, Tensor tensor)
    {
        if (tensor.numel() > 0)
            reader.BaseStream.ReadExactly(tensor.bytes);
    }
}
