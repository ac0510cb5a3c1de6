using Inpaint.Models.Weights.PyTorch;

namespace Inpaint.Models.Weights;

/// <summary>One tensor of a PyTorch checkpoint, checked against its storage: a view by offset and strides, as several tensors may share one storage.</summary>
public sealed class CheckpointTensor
{
    private const int MaxRank = 64;

    private CheckpointTensor(PickledTensor tensor, long span)
    {
        Storage = tensor.Storage;
        Shape = tensor.Shape;
        Strides = tensor.Strides;
        First = tensor.Storage.Start + tensor.Offset;
        Span = span;
    }

    /// <summary>The element type.</summary>
    public ElementType Type => Storage.Type;

    /// <summary>The sizes; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The steps between neighbours of each dimension, in elements; 0 where a dimension repeats.</summary>
    public IReadOnlyList<long> Strides { get; }

    internal PickledStorage Storage { get; }

    /// <summary>The first element within the storage's bytes.</summary>
    internal long First { get; }

    /// <summary>How many elements of the storage lie between the first and the last, both included; 0 for an empty tensor.</summary>
    internal long Span { get; }

    /// <exception cref="WeightsFileException">The tensor's sizes, strides and offset do not fit each other or the storage.</exception>
    internal static CheckpointTensor Checked(string name, PickledTensor tensor)
    {
        if (tensor.Shape.Length != tensor.Strides.Length)
            throw Fault(name, $"has {tensor.Shape.Length} sizes and {tensor.Strides.Length} strides");
        if (tensor.Shape.Length > MaxRank)
            throw Fault(name, $"has {tensor.Shape.Length} dimensions, more than {MaxRank}");
        if (tensor.Shape.FirstOrDefault(size => size < 0) is < 0 and var negative)
            throw Fault(name, $"has the negative size {negative}");
        if (tensor.Strides.FirstOrDefault(stride => stride < 0) is < 0 and var backward)
            throw Fault(name, $"has the negative stride {backward}");
        if (tensor.Offset < 0)
            throw Fault(name, $"has the negative storage offset {tensor.Offset}");
        if (!tensor.Storage.Type.TryByteCount(tensor.Shape, out _))
            throw Fault(name, "has sizes whose product overflows");
        if (tensor.Shape.Contains(0))
            return new CheckpointTensor(tensor, 0);
        return new CheckpointTensor(tensor, SpanOf(name, tensor));
    }

    private static long SpanOf(string name, PickledTensor tensor)
    {
        // In 128 bits: two of 64 cannot overflow there, and each sum is compared before the next.
        Int128 last = 0;
        for (int i = 0; i < tensor.Shape.Length; i++)
        {
            last += (Int128)(tensor.Shape[i] - 1) * tensor.Strides[i];
            if (last + tensor.Offset >= tensor.Storage.Elements)
                throw Fault(name, $"reaches past its storage of {tensor.Storage.Elements} elements");
        }

        if (tensor.Offset >= tensor.Storage.Elements)
            throw Fault(name, $"begins at element {tensor.Offset}, past its storage of {tensor.Storage.Elements}");
        return (long)last + 1;
    }

    private static WeightsFileException Fault(string name, string what) => new($"The tensor '{name}' {what}.", name);
}
