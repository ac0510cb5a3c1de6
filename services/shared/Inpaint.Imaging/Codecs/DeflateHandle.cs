using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;

namespace Inpaint.Imaging.Codecs;

/// <summary>A compressor with its tables, for one thread at a time. Making one costs as much as compressing a small picture: they are lent and taken back.</summary>
internal sealed unsafe class DeflateHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int Level = 6;
    private static readonly ConcurrentBag<DeflateHandle> Idle = [];

    private DeflateHandle()
        : base(ownsHandle: true) => SetHandle((nint)NativeCodecs.OpenDeflate(Level));

    /// <exception cref="InsufficientMemoryException">There is no memory for another one.</exception>
    public static DeflateHandle Rent()
    {
        if (Idle.TryTake(out var idle))
            return idle;

        var made = new DeflateHandle();
        return made.IsInvalid ? throw new InsufficientMemoryException("no memory for a compressor") : made;
    }

    /// <summary>Takes one back; as many are kept as there are processors.</summary>
    public static void Return(DeflateHandle handle)
    {
        if (Idle.Count < Environment.ProcessorCount)
            Idle.Add(handle);
        else
            handle.Dispose();
    }

    protected override bool ReleaseHandle()
    {
        NativeCodecs.CloseDeflate((void*)handle);
        return true;
    }
}
