using Inpaint.Models.Weights;
using static TorchSharp.torch;

namespace Inpaint.Models.Clip;

/// <summary>Where a file keeps one weight of the network.</summary>
/// <param name="Name">The tensor in the file.</param>
/// <param name="Third">Which third of its rows is meant, counted from 0; null: all of it.</param>
/// <param name="Transposed">Whether rows and columns are exchanged.</param>
internal sealed record ClipTensor(string Name, int? Third = null, bool Transposed = false)
{
    /// <summary>Checks what the file has against what the network needs; nothing is read.</summary>
    /// <exception cref="WeightsFileException">The tensor is missing, or not of the shape or a type that the network needs.</exception>
    public void Check(ITensorSource source, long[] needed)
    {
        var expected = FileShape(needed);
        if (source.Find(Name) is not var (type, shape))
            throw new WeightsFileException($"missing tensor {Name} of shape {Text(expected)}", Name);
        if (!shape.SequenceEqual(expected))
            throw new WeightsFileException($"tensor {Name} has shape {Text(shape)}, expected {Text(expected)}", Name);
        if (type is not (ElementType.Float16 or ElementType.BFloat16 or ElementType.Float32 or ElementType.Float64))
            throw new WeightsFileException($"tensor {Name} is {type}, expected floating-point numbers", Name);
    }

    /// <summary>Copies the weight into the network, whatever its type in the file.</summary>
    public void ReadInto(ITensorSource source, Tensor destination)
    {
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        var values = source.Load(Name);
        if (Third is { } third)
            values = values.chunk(3)[third];
        destination.copy_(Transposed ? values.t() : values);
    }

    private long[] FileShape(long[] shape) => (Third, Transposed) switch
    {
        (not null, _) => [3 * shape[0], .. shape[1..]],
        (_, true) => [shape[1], shape[0]],
        _ => shape,
    };

    private static string Text(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";
}
