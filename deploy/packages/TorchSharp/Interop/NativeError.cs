using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>libtorch's exceptions on the managed side: an <see cref="ExternalException"/> with its message, as in the official package.</summary>
internal static class NativeError
{
    /// <summary>The exception of the last failed call on this thread.</summary>
    public static ExternalException Last() =>
        new(Marshal.PtrToStringUTF8(NativeMethods.ts_last_error()) ?? "libtorch failed without a message");

    /// <summary>Throws if a call that returns a status returned a negative one.</summary>
    public static int Check(int status) => status < 0 ? throw Last() : status;

    /// <summary>Throws if a call that returns a handle returned none.</summary>
    public static nint ThrowIfNull(nint handle) => handle == 0 ? throw Last() : handle;

    /// <summary>Throws if the last call on this thread failed.</summary>
    public static void ThrowIfAny()
    {
        var message = NativeMethods.ts_last_error();
        if (message != 0)
            throw new ExternalException(Marshal.PtrToStringUTF8(message));
    }
}
