using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace TorchSharp.Interop;

/// <summary>The exports of the native shim (Native/*.cpp). Handles are owned references to libtorch's objects.</summary>
internal static unsafe partial class NativeMethods
{
    private const string Shim = NativeRuntime.LibraryName;

    // Runs before the first export is called: the library must find its environment set.
    static NativeMethods() => NativeRuntime.Prepare();

    [LibraryImport(Shim)] public static partial nint ts_last_error();

    [LibraryImport(Shim, StringMarshalling = StringMarshalling.Utf8)] public static partial nint ts_operator(string name, string overload);
    [LibraryImport(Shim)] public static partial int ts_call(nint op, NativeValue* values, int count, NativeValue** results);

    [LibraryImport(Shim)] public static partial void ts_tensor_release(nint tensor);
    [LibraryImport(Shim)] public static partial nint ts_tensor_share(nint tensor);
    [LibraryImport(Shim)] public static partial long ts_tensor_dim(nint tensor);
    [LibraryImport(Shim)] public static partial long ts_tensor_numel(nint tensor);
    [LibraryImport(Shim)] public static partial int ts_tensor_sizes(nint tensor, long* sizes);
    [LibraryImport(Shim)] public static partial int ts_tensor_strides(nint tensor, long* strides);
    [LibraryImport(Shim)] public static partial int ts_tensor_dtype(nint tensor);
    [LibraryImport(Shim)] public static partial long ts_tensor_device(nint tensor);
    [LibraryImport(Shim)] public static partial long ts_tensor_storage_offset(nint tensor);
    [LibraryImport(Shim)] public static partial int ts_tensor_is_sparse(nint tensor);
    [LibraryImport(Shim)] public static partial int ts_tensor_is_contiguous(nint tensor, int memoryFormat);
    [LibraryImport(Shim)] public static partial void* ts_tensor_data(nint tensor);
    [LibraryImport(Shim)] public static partial nint ts_tensor_from_memory(void* data, long* sizes, int dimensions, int dtype, delegate* unmanaged<nint, void> release, nint context);

    [LibraryImport(Shim)] public static partial int ts_tensor_has_names(nint tensor);
    [LibraryImport(Shim)] public static partial nint ts_tensor_dimension_name(nint tensor, long dimension);
    [LibraryImport(Shim)] public static partial int ts_tensor_rename(nint tensor, nint* names, int count);

    [LibraryImport(Shim)] public static partial int ts_tensor_requires_grad(nint tensor);
    [LibraryImport(Shim)] public static partial int ts_tensor_set_requires_grad(nint tensor, int value);
    [LibraryImport(Shim)] public static partial int ts_tensor_is_leaf(nint tensor);
    [LibraryImport(Shim)] public static partial int ts_tensor_retain_grad(nint tensor);
    [LibraryImport(Shim)] public static partial nint ts_tensor_grad(nint tensor);
    [LibraryImport(Shim)] public static partial int ts_tensor_set_grad(nint tensor, nint grad);
    [LibraryImport(Shim)] public static partial int ts_backward(nint* tensors, int count, nint* grads, int gradCount, int retainGraph, int createGraph, nint* inputs, int inputCount);
    [LibraryImport(Shim)] public static partial int ts_grad(nint* outputs, int count, nint* inputs, int inputCount, nint* grads, int gradCount, int retainGraph, int createGraph, int allowUnused, nint* result);
    [LibraryImport(Shim)] public static partial int ts_grad_mode();
    [LibraryImport(Shim)] public static partial void ts_set_grad_mode(int enabled);
    [LibraryImport(Shim)] public static partial int ts_is_inference_mode();
    [LibraryImport(Shim)] public static partial nint ts_enter_inference_mode(int enabled);
    [LibraryImport(Shim)] public static partial void ts_leave_inference_mode(nint guard);

    [LibraryImport(Shim)] public static partial int ts_adam(nint* lists, int count, double* sizes, double* epsilons, double beta1, double beta2, double keep);
    [LibraryImport(Shim)] public static partial int ts_convolution(nint input, nint weight, nint bias, int transposed, long* numbers, nint* result);

    [LibraryImport(Shim)] public static partial nint ts_generator_new(long device, ulong seed);
    [LibraryImport(Shim)] public static partial nint ts_generator_default(long device);
    [LibraryImport(Shim)] public static partial void ts_generator_release(nint generator);
    [LibraryImport(Shim)] public static partial int ts_generator_seed(nint generator, ulong seed);
    [LibraryImport(Shim)] public static partial int ts_generator_random_seed(nint generator, ulong* seed);
    [LibraryImport(Shim)] public static partial int ts_generator_initial_seed(nint generator, ulong* seed);
    [LibraryImport(Shim)] public static partial nint ts_generator_state(nint generator);
    [LibraryImport(Shim)] public static partial int ts_generator_set_state(nint generator, nint state);

    [LibraryImport(Shim)] public static partial int ts_num_threads();
    [LibraryImport(Shim)] public static partial int ts_set_num_threads(int threads);
    [LibraryImport(Shim)] public static partial int ts_num_interop_threads();
    [LibraryImport(Shim)] public static partial int ts_set_num_interop_threads(int threads);
    [LibraryImport(Shim)] public static partial int ts_cuda_device_count();
}
