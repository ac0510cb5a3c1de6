namespace Inpaint.Models.Weights;

/// <summary>One tensor to be written: its description, and a way to its bytes that is used once, when its turn comes.</summary>
/// <param name="Name">The tensor's name; not <c>__metadata__</c>.</param>
/// <param name="Type">The element type.</param>
/// <param name="Shape">The sizes; empty for a scalar.</param>
/// <param name="Write">Writes exactly the tensor's bytes, little-endian and row-major.</param>
public sealed record SafetensorsTensor(string Name, ElementType Type, IReadOnlyList<long> Shape, Action<Stream> Write)
{
    /// <summary>Describes a tensor whose bytes are at hand.</summary>
    public SafetensorsTensor(string name, ElementType type, IReadOnlyList<long> shape, byte[] bytes)
        : this(name, type, shape, stream => stream.Write(bytes))
    {
    }
}
