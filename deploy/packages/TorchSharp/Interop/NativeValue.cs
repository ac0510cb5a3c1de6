using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>An argument or result in the layout of Native/shim.h: 8 bytes of payload, a kind, a length.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct NativeValue
{
    [FieldOffset(0)] public long Integer;
    [FieldOffset(0)] public double Real;
    [FieldOffset(0)] public nint Pointer;
    [FieldOffset(8)] public ArgumentKind Kind;
    [FieldOffset(12)] public int Length;
}
