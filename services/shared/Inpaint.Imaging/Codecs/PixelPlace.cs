using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Inpaint.Imaging.Codecs;

/// <summary>Managed memory that a decoder writes a picture's pixels into, so that nobody has to copy them.</summary>
internal sealed unsafe class PixelPlace : IDisposable
{
    private GCHandle _self;
    private GCHandle _pinned;

    public PixelPlace() => _self = GCHandle.Alloc(this);

    /// <summary>The pixels; null until a decoder asked for them.</summary>
    public byte[]? Pixels { get; private set; }

    /// <summary>What the decoder is to hand back.</summary>
    public void* Context => (void*)GCHandle.ToIntPtr(_self);

    /// <summary>Gives a decoder memory; none where there is none, for no exception may cross native frames.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static byte* Take(void* context, nuint bytes)
    {
        try
        {
            var place = (PixelPlace)GCHandle.FromIntPtr((nint)context).Target!;
            place.Pixels = GC.AllocateUninitializedArray<byte>(checked((int)bytes));
            place._pinned = GCHandle.Alloc(place.Pixels, GCHandleType.Pinned);
            return (byte*)place._pinned.AddrOfPinnedObject();
        }
        catch (Exception exception) when (exception is OutOfMemoryException or OverflowException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        if (_pinned.IsAllocated)
            _pinned.Free();
        _self.Free();
    }
}
