using System.Collections.Concurrent;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>
/// Calls of ATen operators by name. A name is "add.Tensor": the operator of namespace aten and, after the dot, its
/// overload as native_functions.yaml of PyTorch spells it. Trailing arguments that have defaults may be left out.
/// </summary>
internal static unsafe class Aten
{
    /// <summary>More words than this for lists and texts are taken from the heap instead of the stack.</summary>
    private const int StackWords = 128;

    private static readonly ConcurrentDictionary<string, nint> s_operators = new();

    /// <summary>Calls an operator whose result is one tensor.</summary>
    public static Tensor One(string name, params ReadOnlySpan<Argument> arguments)
    {
        Invoke(name, arguments, 1, out var results);
        return Take(results[0]);
    }

    /// <summary>Calls an operator whose first two results are tensors.</summary>
    public static (Tensor First, Tensor Second) Two(string name, params ReadOnlySpan<Argument> arguments)
    {
        var all = Many(name, arguments);
        return (all[0], all[1]);
    }

    /// <summary>Calls an operator whose first three results are tensors.</summary>
    public static (Tensor First, Tensor Second, Tensor Third) Three(string name, params ReadOnlySpan<Argument> arguments)
    {
        var all = Many(name, arguments);
        return (all[0], all[1], all[2]);
    }

    /// <summary>Calls an operator whose results are all tensors, or one list of tensors.</summary>
    public static Tensor[] Many(string name, params ReadOnlySpan<Argument> arguments)
    {
        var count = Invoke(name, arguments, 0, out var results);
        var tensors = new Tensor[count];
        for (var i = 0; i < count; i++)
            tensors[i] = Take(results[i]);
        return tensors;
    }

    /// <summary>Calls an operator that changes <paramref name="self"/>, its first argument, and returns that.</summary>
    public static Tensor InPlace(string name, Tensor self, params ReadOnlySpan<Argument> rest)
    {
        Span<Argument> arguments = new Argument[rest.Length + 1];
        arguments[0] = self;
        rest.CopyTo(arguments[1..]);
        Discard(name, arguments);
        return self;
    }

    /// <summary>Calls an operator for its effect; tensors that it returns are released.</summary>
    public static void Discard(string name, params ReadOnlySpan<Argument> arguments)
    {
        var count = Invoke(name, arguments, 0, out var results);
        for (var i = 0; i < count; i++)
        {
            if (results[i].Kind == ArgumentKind.Tensor && results[i].Pointer != 0)
                NativeMethods.ts_tensor_release(results[i].Pointer);
        }
    }

    /// <summary>Calls an operator whose result is a number: an int, double or bool (0 or 1).</summary>
    public static NativeValue Number(string name, params ReadOnlySpan<Argument> arguments)
    {
        Invoke(name, arguments, 1, out var results);
        return results[0];
    }

    /// <summary>Calls an operator whose result is a complex number.</summary>
    public static System.Numerics.Complex ComplexNumber(string name, params ReadOnlySpan<Argument> arguments)
    {
        var count = Invoke(name, arguments, 1, out var results);
        return new(AsDouble(results[0]), count > 1 ? AsDouble(results[1]) : 0);
    }

    /// <summary>Calls an operator whose result is true or false.</summary>
    public static bool Flag(string name, params ReadOnlySpan<Argument> arguments) => Number(name, arguments).Integer != 0;

    private static double AsDouble(NativeValue value) => value.Kind == ArgumentKind.Double ? value.Real : value.Integer;

    private static Tensor Take(NativeValue value) => new(value.Pointer);

    private static int Invoke(string name, ReadOnlySpan<Argument> arguments, int wanted, out NativeValue* results)
    {
        var words = 0;
        foreach (ref readonly var argument in arguments)
            words += argument.ScratchWords;
        var onStack = words <= StackWords;
        var stack = stackalloc long[onStack ? words : 0];
        fixed (long* heap = onStack ? null : new long[words])
        {
            var scratch = onStack ? stack : heap;
            var values = stackalloc NativeValue[arguments.Length];
            for (var i = 0; i < arguments.Length; i++)
            {
                values[i] = arguments[i].Write(scratch);
                scratch += arguments[i].ScratchWords;
            }
            NativeValue* produced;
            var count = NativeMethods.ts_call(Find(name), values, arguments.Length, &produced);
            if (count < 0)
                throw NativeError.Last();
            if (count < wanted)
                throw new InvalidOperationException($"{name} has {count} results, not {wanted}.");
            results = produced;
            return count;
        }
    }

    private static nint Find(string name) => s_operators.TryGetValue(name, out var found) ? found : Resolve(name);

    private static nint Resolve(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var (plain, overload) = dot < 0 ? (name, "") : (name[..dot], name[(dot + 1)..]);
        if (!plain.Contains("::", StringComparison.Ordinal))
            plain = "aten::" + plain;
        var found = NativeMethods.ts_operator(plain, overload);
        NativeError.ThrowIfNull(found);
        s_operators[name] = found;
        return found;
    }
}
