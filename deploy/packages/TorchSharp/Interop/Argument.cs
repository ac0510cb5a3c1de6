using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>
/// One argument of an operator. It keeps the object it came from, not its handle: while a span of arguments is
/// alive, no finalizer can release a tensor that the native call still uses.
/// </summary>
internal readonly struct Argument
{
    private readonly object? _reference;
    private readonly long _bits;

    private Argument(ArgumentKind kind, long bits, object? reference = null)
    {
        Kind = kind;
        _bits = bits;
        _reference = reference;
    }

    public ArgumentKind Kind { get; }

    /// <summary>How many 8-byte words of scratch memory <see cref="Write"/> needs beside the value itself.</summary>
    public int ScratchWords => Kind switch
    {
        ArgumentKind.IntList => ((long[])_reference!).Length,
        ArgumentKind.DoubleList => ((double[])_reference!).Length,
        ArgumentKind.TensorList => ((Array)_reference!).Length,
        ArgumentKind.Text => (Encoding.UTF8.GetByteCount((string)_reference!) + 7) / 8,
        ArgumentKind.Complex => 2,
        _ => 0,
    };

    /// <summary>Writes the value; lists and texts are copied to <paramref name="scratch"/>, which must stay where it is.</summary>
    public unsafe NativeValue Write(long* scratch)
    {
        var value = new NativeValue { Kind = Kind, Integer = _bits };
        switch (Kind)
        {
            case ArgumentKind.Tensor:
                value.Pointer = ((Tensor)_reference!).Handle;
                break;
            case ArgumentKind.Generator:
                value.Pointer = ((Generator)_reference!).Handle;
                break;
            case ArgumentKind.IntList:
                var integers = (long[])_reference!;
                integers.CopyTo(new Span<long>(scratch, integers.Length));
                SetList(ref value, scratch, integers.Length);
                break;
            case ArgumentKind.DoubleList:
                var reals = (double[])_reference!;
                reals.CopyTo(new Span<double>(scratch, reals.Length));
                SetList(ref value, scratch, reals.Length);
                break;
            case ArgumentKind.TensorList:
                WriteTensors(scratch);
                SetList(ref value, scratch, ((Array)_reference!).Length);
                break;
            case ArgumentKind.Text:
                var text = (string)_reference!;
                SetList(ref value, scratch, Encoding.UTF8.GetBytes(text, new Span<byte>(scratch, ScratchWords * 8)));
                break;
            case ArgumentKind.Complex:
                var complex = ((Scalar)_reference!).ToComplexFloat64();
                scratch[0] = BitConverter.DoubleToInt64Bits(complex.Real);
                scratch[1] = BitConverter.DoubleToInt64Bits(complex.Imaginary);
                SetList(ref value, scratch, 2);
                break;
        }
        return value;
    }

    private unsafe void WriteTensors(long* scratch)
    {
        if (_reference is nint[] handles)
        {
            for (var i = 0; i < handles.Length; i++)
                scratch[i] = handles[i];
            return;
        }

        var tensors = (Tensor?[])_reference!;
        for (var i = 0; i < tensors.Length; i++)
            scratch[i] = tensors[i] is { } tensor ? tensor.Handle : 0;
    }

    private static unsafe void SetList(ref NativeValue value, long* scratch, int length)
    {
        value.Pointer = (nint)scratch;
        value.Length = length;
    }

    public static Argument None => default;

    /// <summary>A list of tensors by their handles, which the caller keeps alive.</summary>
    public static Argument Handles(nint[] handles) => new(ArgumentKind.TensorList, 0, handles);

    public static implicit operator Argument(Tensor? value) => value is null ? None : new(ArgumentKind.Tensor, 0, value);
    public static implicit operator Argument(Tensor?[]? value) => value is null ? None : new(ArgumentKind.TensorList, 0, value);
    public static implicit operator Argument(long value) => new(ArgumentKind.Int, value);
    public static implicit operator Argument(long? value) => value is { } some ? some : None;
    public static implicit operator Argument(int value) => new(ArgumentKind.Int, value);
    public static implicit operator Argument(double value) => new(ArgumentKind.Double, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Argument(double? value) => value is { } some ? some : None;
    public static implicit operator Argument(bool value) => new(ArgumentKind.Bool, value ? 1 : 0);
    public static implicit operator Argument(string? value) => value is null ? None : new(ArgumentKind.Text, 0, value);
    public static implicit operator Argument(long[]? value) => value is null ? None : new(ArgumentKind.IntList, 0, value);
    public static implicit operator Argument(double[]? value) => value is null ? None : new(ArgumentKind.DoubleList, 0, value);
    public static implicit operator Argument(ReadOnlySpan<long> value) => value.ToArray();
    public static implicit operator Argument(ScalarType value) => new(ArgumentKind.Int, (long)value);
    public static implicit operator Argument(ScalarType? value) => value is { } some ? some : None;
    public static implicit operator Argument(Device? value) => value is null ? None : new(ArgumentKind.Device, value.Packed);
    public static implicit operator Argument(Generator? value) => value is null ? None : new(ArgumentKind.Generator, 0, value);

    public static implicit operator Argument(Scalar? value) => value?.Type switch
    {
        null => None,
        ScalarType.Int64 => value.ToInt64(),
        ScalarType.Bool => value.ToBoolean(),
        ScalarType.ComplexFloat64 => new(ArgumentKind.Complex, 0, value),
        _ => value.ToDouble(),
    };
}
