using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A number with the type by which it takes part in type promotion: int64, float64, bool or complex128.</summary>
public sealed class Scalar : IDisposable
{
    private readonly long _integer;
    private readonly Complex _number;

    internal Scalar(long value) => (_integer, _number, Type) = (value, value, ScalarType.Int64);

    internal Scalar(double value) => (_integer, _number, Type) = ((long)value, value, ScalarType.Float64);

    internal Scalar(bool value) => (_integer, _number, Type) = (value ? 1 : 0, value ? 1 : 0, ScalarType.Bool);

    internal Scalar(Complex value) => (_integer, _number, Type) = ((long)value.Real, value, ScalarType.ComplexFloat64);

    public ScalarType Type { get; }

    internal long Integer => _integer;

    internal Complex Number => _number;

    public static implicit operator Scalar(byte value) => new((long)value);
    public static implicit operator Scalar(sbyte value) => new((long)value);
    public static implicit operator Scalar(short value) => new((long)value);
    public static implicit operator Scalar(int value) => new((long)value);
    public static implicit operator Scalar(long value) => new(value);
    public static implicit operator Scalar(Half value) => new((double)value);
    public static implicit operator Scalar(float value) => new((double)value);
    public static implicit operator Scalar(double value) => new(value);
    public static implicit operator Scalar(bool value) => new(value);
    public static implicit operator Scalar((float, float) value) => new(new Complex(value.Item1, value.Item2));
    public static implicit operator Scalar(Complex value) => new(value);

    /// <summary>Nothing to release: the number is held on the managed side.</summary>
    public void Dispose()
    {
    }
}
