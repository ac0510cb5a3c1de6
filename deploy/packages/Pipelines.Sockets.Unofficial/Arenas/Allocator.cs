using System.Buffers;

namespace Pipelines.Sockets.Unofficial.Arenas;

/// <summary>Where the blocks of an arena come from.</summary>
public abstract class Allocator<T>
{
    /// <summary>At least <paramref name="length"/> elements, backed by an array.</summary>
    public abstract IMemoryOwner<T> Allocate(int length);

    /// <summary>Zeroes the first <paramref name="length"/> elements.</summary>
    public virtual void Clear(IMemoryOwner<T> allocation, int length) => allocation.Memory.Span[..length].Clear();
}

/// <summary>Blocks from the shared array pool.</summary>
internal sealed class ArrayPoolAllocator<T> : Allocator<T>
{
    public static ArrayPoolAllocator<T> Shared { get; } = new();

    public override IMemoryOwner<T> Allocate(int length) => MemoryPool<T>.Shared.Rent(length);
}
