namespace Inpaint.Augmentation.DataSets.Files.Numpy;

/// <summary>The element types that are read.</summary>
public enum NumpyDataType
{
    /// <summary>One byte, 0 or 1.</summary>
    Bool,

    /// <summary>Unsigned, 8 bit.</summary>
    UInt8,

    /// <summary>Signed, 8 bit.</summary>
    Int8,

    /// <summary>Signed, 16 bit.</summary>
    Int16,

    /// <summary>Signed, 32 bit.</summary>
    Int32,

    /// <summary>Signed, 64 bit.</summary>
    Int64,

    /// <summary>IEEE half precision.</summary>
    Float16,

    /// <summary>IEEE single precision.</summary>
    Float32,

    /// <summary>IEEE double precision.</summary>
    Float64,
}

internal static class NumpyDataTypes
{
    /// <summary>Reads a type string such as "&lt;f8": byte order, kind, bytes.</summary>
    /// <exception cref="DataFileException">Unsupported.</exception>
    public static (NumpyDataType Type, bool BigEndian) Parse(string descr)
    {
        var hasOrder = descr.Length > 0 && descr[0] is '<' or '>' or '=' or '|';
        var type = (hasOrder ? descr[1..] : descr) switch
        {
            "b1" => NumpyDataType.Bool,
            "u1" => NumpyDataType.UInt8,
            "i1" => NumpyDataType.Int8,
            "i2" => NumpyDataType.Int16,
            "i4" => NumpyDataType.Int32,
            "i8" => NumpyDataType.Int64,
            "f2" => NumpyDataType.Float16,
            "f4" => NumpyDataType.Float32,
            "f8" => NumpyDataType.Float64,
            _ => throw DataFileException.Unsupported($"elements of type '{descr}' are not read"),
        };
        return (type, hasOrder && descr[0] == '>');
    }

    public static int Size(this NumpyDataType type) => type switch
    {
        NumpyDataType.Bool or NumpyDataType.UInt8 or NumpyDataType.Int8 => 1,
        NumpyDataType.Int16 or NumpyDataType.Float16 => 2,
        NumpyDataType.Int32 or NumpyDataType.Float32 => 4,
        _ => 8,
    };

    public static Type ClrType(this NumpyDataType type) => type switch
    {
        NumpyDataType.Bool => typeof(bool),
        NumpyDataType.UInt8 => typeof(byte),
        NumpyDataType.Int8 => typeof(sbyte),
        NumpyDataType.Int16 => typeof(short),
        NumpyDataType.Int32 => typeof(int),
        NumpyDataType.Int64 => typeof(long),
        NumpyDataType.Float16 => typeof(Half),
        NumpyDataType.Float32 => typeof(float),
        _ => typeof(double),
    };
}
