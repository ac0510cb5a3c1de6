using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>Whether this thread records operations for gradients, until it is disposed on the same thread.</summary>
internal sealed class AutoGradMode : IDisposable
{
    private readonly bool _former = IsEnabled;
    private bool _disposed;

    public AutoGradMode(bool enabled) => NativeMethods.ts_set_grad_mode(enabled ? 1 : 0);

    public static bool IsEnabled => NativeMethods.ts_grad_mode() != 0;

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        NativeMethods.ts_set_grad_mode(_former ? 1 : 0);
    }
}
