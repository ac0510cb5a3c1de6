using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor over an array's own memory (no copy, unless the type or the device differs).</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device ?? CPU);

    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Shared(rawArray, Shape(rawArray), 0, ToScalarType(rawArray.GetType().GetElementType()!), dtype, device, requires_grad, names);

    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) =>
        from_array(data, dtype, device);

    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null)
    {
        var type = dtype ?? data.dtype;
        var place = device ?? data.device;
        if (type == data.dtype && place.Packed == data.device.Packed)
            return data.alias();
        return data.to(type, place).requires_grad_(data.requires_grad);
    }

    /// <summary>A tensor of one dimension over a part of an array's memory, counted in the array's elements.</summary>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        if (offset < 0 || offset >= rawArray.LongLength)
            throw new ArgumentException($"invalid value for 'offset': {offset}");
        if (count < 0)
            count = rawArray.LongLength - offset;
        if (count > rawArray.LongLength - offset)
            throw new IndexOutOfRangeException($"element count is too large: {count}");
        var type = ToScalarType(rawArray.GetType().GetElementType()!);
        return Shared(rawArray, [count], offset, type, dtype, CPU, requires_grad);
    }

    private static Tensor Scalar<T>(T value, ScalarType? dtype, Device? device, bool requires_grad)
        where T : unmanaged => Copied([value], [], dtype, device, requires_grad);

    private static unsafe Tensor Copied<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requires_grad, string[]? names = null)
        where T : unmanaged
    {
        var type = ToScalarType(typeof(T));
        CheckSize(dimensions, values.Length);
        var result = empty(dimensions, type, CPU);
        values[..checked((int)result.NumberOfElements)].CopyTo(new Span<T>(result.CpuData(), values.Length));
        return Placed(result, dtype ?? type, device, requires_grad, names);
    }

    private static unsafe Tensor CopiedArray<T>(Array values, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
        where T : unmanaged
    {
        fixed (byte* first = &MemoryMarshal.GetArrayDataReference(values))
            return Copied(new ReadOnlySpan<T>(first, values.Length), Shape(values), dtype, device, requires_grad, names);
    }

    private static unsafe Tensor Shared(Array values, long[] dimensions, long offset, ScalarType type, ScalarType? dtype, Device? device, bool requires_grad, string[]? names = null)
    {
        // The array stays pinned until libtorch drops the last tensor over it.
        var pinned = GCHandle.Alloc(values, GCHandleType.Pinned);
        nint handle;
        fixed (long* sizes = dimensions)
        {
            var first = (byte*)pinned.AddrOfPinnedObject() + (offset * type.ElementSize());
            handle = NativeMethods.ts_tensor_from_memory(first, sizes, dimensions.Length, (int)type, &Unpin, GCHandle.ToIntPtr(pinned));
        }
        if (handle == 0)
        {
            pinned.Free();
            throw NativeError.Last();
        }
        return Placed(new Tensor(handle), dtype ?? type, device, requires_grad, names);
    }

    [UnmanagedCallersOnly]
    private static void Unpin(nint pinned) => GCHandle.FromIntPtr(pinned).Free();

    private static Tensor Placed(Tensor tensor, ScalarType dtype, Device? device, bool requires_grad, string[]? names)
    {
        var place = InitializeDevice(device);
        if (tensor.dtype != dtype || place.type != DeviceType.CPU)
            tensor = tensor.to(dtype, place, disposeAfter: true);
        return Tracked(tensor, requires_grad, names);
    }

    private static Tensor Tracked(Tensor tensor, bool requires_grad, string[]? names = null) =>
        Named(requires_grad ? tensor.requires_grad_() : tensor, names);

    private static Tensor Named(Tensor tensor, string[]? names) => names is { Length: > 0 } ? tensor.rename_(names) : tensor;

    private static long[] Shape(Array array)
    {
        var shape = new long[array.Rank];
        for (var i = 0; i < shape.Length; i++)
            shape[i] = array.GetLongLength(i);
        return shape;
    }

    private static void CheckSize(ReadOnlySpan<long> dimensions, long available)
    {
        long product = 1;
        foreach (var size in dimensions)
            product = checked(product * size);
        if (product < 0 || product > available)
            throw new ArgumentException($"mismatched total size creating a tensor from an array: {product} vs. {available}");
    }
}
