using Inpaint.Models.Weights;
using static TorchSharp.torch;

namespace Inpaint.Models;

/// <summary>Tensors in safetensors files.</summary>
public static class StoredTensors
{
    /// <summary>Describes a tensor to be written; its bytes are taken when it is its turn.</summary>
    /// <param name="name">Its name in the file.</param>
    /// <param name="values">The tensor, on any device and of any layout in memory; it is written row-major.</param>
    public static SafetensorsTensor Describe(string name, Tensor values) =>
        new(name, ElementTypeOf(values.dtype), [.. values.shape], stream =>
        {
            using var scope = NewDisposeScope();
            stream.Write(values.detach().cpu().contiguous().bytes);
        });

    /// <summary>Reads a tensor into one of the same shape and type, whatever its layout in memory.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">The tensor's name in it.</param>
    /// <param name="destination">Receives the values.</param>
    /// <exception cref="WeightsFileException">The file has no such tensor, or it is of another shape or type.</exception>
    public static void ReadInto(SafetensorsFile file, string name, Tensor destination)
    {
        var entry = file[name];
        if (entry.Type != ElementTypeOf(destination.dtype) || !entry.Shape.SequenceEqual(destination.shape))
        {
            throw new WeightsFileException(
                $"The tensor '{name}' is {entry.Type} [{string.Join(", ", entry.Shape)}]; {ElementTypeOf(destination.dtype)} [{string.Join(", ", destination.shape)}] is needed.",
                name);
        }

        using var scope = NewDisposeScope();
        using var mode = no_grad();
        var read = empty(destination.shape, destination.dtype);
        file.Read(entry, read.bytes);
        destination.copy_(read);
    }

    private static ElementType ElementTypeOf(ScalarType type)
    {
        foreach (var candidate in Enum.GetValues<ElementType>())
        {
            if (ScalarTypes.Of(candidate) == type)
                return candidate;
        }

        throw new ArgumentException($"tensors of {type} cannot be stored", nameof(type));
    }
}
