using Microsoft.Win32.SafeHandles;

namespace Inpaint.Inference.Interop;

/// <summary>A compiled plan of the native library. Runs under way keep it alive.</summary>
internal sealed class PlanHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public PlanHandle(nint plan)
        : base(ownsHandle: true) => SetHandle(plan);

    protected override bool ReleaseHandle()
    {
        NativePlans.Free(handle);
        return true;
    }
}
