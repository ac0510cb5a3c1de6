namespace Inpaint.Models.Weights;

/// <summary>The element types that weights files hold, little-endian, as named by safetensors.</summary>
public enum ElementType
{
    /// <summary>One byte, 0 or 1 (<c>BOOL</c>).</summary>
    Bool,

    /// <summary>Unsigned 8-bit integer (<c>U8</c>).</summary>
    UInt8,

    /// <summary>Signed 8-bit integer (<c>I8</c>).</summary>
    Int8,

    /// <summary>Signed 16-bit integer (<c>I16</c>).</summary>
    Int16,

    /// <summary>Signed 32-bit integer (<c>I32</c>).</summary>
    Int32,

    /// <summary>Signed 64-bit integer (<c>I64</c>).</summary>
    Int64,

    /// <summary>IEEE half precision (<c>F16</c>).</summary>
    Float16,

    /// <summary>The upper half of a single (<c>BF16</c>).</summary>
    BFloat16,

    /// <summary>IEEE single precision (<c>F32</c>).</summary>
    Float32,

    /// <summary>IEEE double precision (<c>F64</c>).</summary>
    Float64,
}

/// <summary>Sizes and file names of <see cref="ElementType"/>.</summary>
public static class ElementTypes
{
    /// <summary>Bytes an element: 1, 2, 4 or 8.</summary>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.Bool or ElementType.UInt8 or ElementType.Int8 => 1,
        ElementType.Int16 or ElementType.Float16 or ElementType.BFloat16 => 2,
        ElementType.Int32 or ElementType.Float32 => 4,
        ElementType.Int64 or ElementType.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an element type."),
    };

    /// <summary>The name in a safetensors header, such as <c>F32</c>.</summary>
    public static string SafetensorsName(this ElementType type) => type switch
    {
        ElementType.Bool => "BOOL",
        ElementType.UInt8 => "U8",
        ElementType.Int8 => "I8",
        ElementType.Int16 => "I16",
        ElementType.Int32 => "I32",
        ElementType.Int64 => "I64",
        ElementType.Float16 => "F16",
        ElementType.BFloat16 => "BF16",
        ElementType.Float32 => "F32",
        ElementType.Float64 => "F64",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an element type."),
    };

    /// <summary>Finds the type of a safetensors name; false where the name is none of those that this suite reads.</summary>
    public static bool TryParseSafetensorsName(string name, out ElementType type)
    {
        foreach (ElementType candidate in Enum.GetValues<ElementType>())
        {
            if (candidate.SafetensorsName() == name)
            {
                type = candidate;
                return true;
            }
        }

        type = default;
        return false;
    }

    /// <summary>The number of bytes of a dense tensor.</summary>
    /// <returns>False where a size is negative or the product does not fit in 64 bits.</returns>
    public static bool TryByteCount(this ElementType type, ReadOnlySpan<long> shape, out long bytes)
    {
        bytes = type.Size();
        bool empty = shape.Contains(0L);
        foreach (long size in shape)
        {
            if (size < 0)
                return false;
            // A size of 0 makes the tensor empty, but the other sizes must still be ones that an address can hold.
            if (size != 0 && bytes > long.MaxValue / size)
                return false;
            bytes *= Math.Max(size, 1);
        }

        if (empty)
            bytes = 0;
        return true;
    }
}
