using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>
/// Calls of ATen operators by name. A name is "add.Tensor": the operator of namespace aten and, after the dot, its
/// overload as native_functions.yaml of PyTorch spells it. Trailing arguments that have defaults may be left out.
/// </summary>
internal static unsafe class Aten
{
    /// <summary>More words than this for lists and texts are taken from the pool instead of the stack.</summary>
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
        ArgumentBuffer buffer = default;
        Span<Argument> arguments = buffer;
        arguments[0] = self;
        rest.CopyTo(arguments[1..]);
        Discard(name, arguments[..(rest.Length + 1)]);
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

    /// <summary>Calls an operator whose results are tensors, as many as <paramref name="handles"/> takes; their handles belong to the caller.</summary>
    public static void Handles(string name, Span<nint> handles, params ReadOnlySpan<Argument> arguments)
    {
        Invoke(name, arguments, handles.Length, out var results);
        for (var i = 0; i < handles.Length; i++)
            handles[i] = results[i].Pointer;
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
        var stack = stackalloc long[words <= StackWords ? words : 0];
        if (words <= StackWords)
            return Invoke(name, arguments, wanted, stack, out results);
        var rented = ArrayPool<long>.Shared.Rent(words);
        try
        {
            fixed (long* scratch = rented)
                return Invoke(name, arguments, wanted, scratch, out results);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(rented);
        }
    }

    private static int Invoke(string name, ReadOnlySpan<Argument> arguments, int wanted, long* scratch, out NativeValue* results)
    {
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

    /// <summary>The arguments of an operator in place: on the stack, where one array a call would be garbage.</summary>
    [InlineArray(12)]
    private struct ArgumentBuffer
    {
        private Argument _first;
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
