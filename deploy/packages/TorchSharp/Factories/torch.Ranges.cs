using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>start, start + step, ... below stop; without a type, of int64 where all three are integers.</summary>
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        var integral = is_integral(start.Type) && is_integral(stop.Type) && is_integral(step.Type);
        var type = dtype ?? (integral ? ScalarType.Int64 : s_defaultType);
        return Tracked(Aten.One("arange.start_step", start, stop, step, type, Argument.None, InitializeDevice(device)), requires_grad);
    }

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    public static Tensor eye(long rows, long columns = -1L, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Tracked(Aten.One("eye.m", rows, columns == -1 ? rows : columns, dtype ?? s_defaultType, Argument.None, InitializeDevice(device)), requires_grad, names);

    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Tracked(Aten.One("linspace", start, end, steps, dtype ?? s_defaultType, Argument.None, InitializeDevice(device)), requires_grad);

    public static Tensor logspace(double start, double end, long steps, double @base = 10, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Tracked(Aten.One("logspace", start, end, steps, @base, dtype ?? s_defaultType, Argument.None, InitializeDevice(device)), requires_grad);

    public static Tensor complex(Tensor real, Tensor imag) => Aten.One("complex", real, imag);

    public static Tensor polar(Tensor abs, Tensor angle) => Aten.One("polar", abs, angle);
}
