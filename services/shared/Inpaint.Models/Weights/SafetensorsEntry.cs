namespace Inpaint.Models.Weights;

/// <summary>One tensor of a safetensors header, already checked against its file.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Type">The element type.</param>
/// <param name="Shape">The sizes, row-major; empty for a scalar.</param>
/// <param name="Offset">Where its bytes begin, in bytes from the start of the file.</param>
/// <param name="Length">The number of bytes: elements times the size of the type.</param>
public sealed record SafetensorsEntry(string Name, ElementType Type, IReadOnlyList<long> Shape, long Offset, long Length);
