using Microsoft.Win32.SafeHandles;

namespace Inpaint.Inference.Interop;

/// <summary>A transformer of the native library. Runs under way keep it alive.</summary>
internal sealed class TransformerHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public TransformerHandle(nint transformer)
        : base(ownsHandle: true) => SetHandle(transformer);

    protected override bool ReleaseHandle()
    {
        NativeTransformers.Free(handle);
        return true;
    }
}
