namespace TorchSharp.Interop;

/// <summary>What a value holds that goes to or comes from libtorch; the numbers are those of Native/shim.h.</summary>
internal enum ArgumentKind
{
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    Text = 5,
    IntList = 6,
    DoubleList = 7,
    TensorList = 8,
    Complex = 9,
    Device = 10,
    Generator = 11,
}
