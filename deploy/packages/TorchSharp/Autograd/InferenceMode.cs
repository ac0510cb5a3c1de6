using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>Makes tensors that will never take part in gradients, until it is disposed on the same thread.</summary>
internal sealed class InferenceMode : IDisposable
{
    private nint _guard;

    public InferenceMode(bool mode) => _guard = NativeError.ThrowIfNull(NativeMethods.ts_enter_inference_mode(mode ? 1 : 0));

    public static bool IsEnabled => NativeMethods.ts_is_inference_mode() != 0;

    // No finalizer: the guard restores the state of the thread that made it, which a finalizer is not.
    public void Dispose()
    {
        var guard = Interlocked.Exchange(ref _guard, 0);
        if (guard != 0)
            NativeMethods.ts_leave_inference_mode(guard);
    }
}
