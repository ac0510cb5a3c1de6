namespace Inpaint.Augmentation.DataSets.Files.Pickle;

/// <summary>A value that a pickle may hold and that is no part of a list of strings: a number, None, a dictionary, ...</summary>
internal sealed record OtherValue
{
    public static readonly OtherValue Instance = new();
}

/// <summary>A Python tuple.</summary>
internal sealed record PickleTuple(object[] Items);

/// <summary>Python bytes.</summary>
internal sealed record PickleBytes(byte[] Bytes);

/// <summary>The only names a pickle may use.</summary>
internal enum AllowedName
{
    NumpyScalar,
    NumpyDtype,
    CodecsEncode,
}

/// <summary>A NumPy dtype on its way: made by its call, given its byte order by its state.</summary>
internal sealed class PickledDtype(char kind, long itemSize)
{
    /// <summary>'U' for strings of UTF-32.</summary>
    public char Kind { get; } = kind;

    /// <summary>Bytes of one element; 0 where the name leaves it to the state.</summary>
    public long ItemSize { get; set; } = itemSize;

    public bool BigEndian { get; set; }
}
