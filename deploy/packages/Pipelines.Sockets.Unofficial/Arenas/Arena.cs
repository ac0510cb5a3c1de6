using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pipelines.Sockets.Unofficial.Arenas;

/// <summary>
/// Hands out runs of elements from large blocks, and takes all of them back at once in <see cref="Reset"/>. A run lies in one
/// block: where the current one has no room, the next that has is used, or a new one of the size that is needed.
/// For one thread at a time.
/// </summary>
public sealed class Arena<T> : IDisposable
{
    private const int DefaultBlockBytes = 128 * 1024;

    private readonly List<Block> _blocks = [];
    private readonly Allocator<T> _allocator;
    private readonly ArenaFlags _flags;
    private readonly int _blockLength;
    private readonly Func<long, long, long> _retain;
    private long _retainedBytes;
    private int _current;
    private bool _disposed;

    public Arena(ArenaOptions? options = null, Allocator<T>? allocator = null)
    {
        options ??= ArenaOptions.Default;
        _allocator = allocator ?? ArrayPoolAllocator<T>.Shared;
        _blockLength = Math.Max(1, (options.BlockSizeBytes > 0 ? options.BlockSizeBytes : DefaultBlockBytes) / Unsafe.SizeOf<T>());
        _retain = options.RetentionPolicy ?? NineTenths;

        // References left behind would keep alive what they point at.
        _flags = RuntimeHelpers.IsReferenceOrContainsReferences<T>()
            ? options.Flags | ArenaFlags.ClearAtReset | ArenaFlags.ClearAtDispose
            : options.Flags;
    }

    /// <summary>A run of elements that is valid until the next <see cref="Reset"/>.</summary>
    /// <exception cref="ObjectDisposedException">The arena is disposed.</exception>
    public Sequence<T> Allocate(int length)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length == 0)
            return default;

        while (_current < _blocks.Count && _blocks[_current].Room < length)
            _current++;
        if (_current == _blocks.Count)
            _blocks.Add(new Block(_allocator.Allocate(Math.Max(length, _blockLength))));
        return _blocks[_current].Take(length);
    }

    /// <summary>Takes every run back, and lets go of the blocks beyond what is worth keeping.</summary>
    public void Reset()
    {
        long used = 0;
        foreach (Block block in _blocks)
        {
            used += (long)block.Used * Unsafe.SizeOf<T>();
            if (_flags.HasFlag(ArenaFlags.ClearAtReset))
                _allocator.Clear(block.Memory, block.Used);
            block.Used = 0;
        }

        _current = 0;
        _retainedBytes = _retain(_retainedBytes, used);
        Trim(_retainedBytes / Unsafe.SizeOf<T>());
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (Block block in _blocks)
        {
            if (_flags.HasFlag(ArenaFlags.ClearAtDispose))
                _allocator.Clear(block.Memory, block.Used);
            block.Memory.Dispose();
        }

        _blocks.Clear();
    }

    private static long NineTenths(long retained, long used) => Math.Max((long)(retained * 0.9), used);

    /// <summary>Keeps the first block always, and others while their total stays within the length.</summary>
    private void Trim(long length)
    {
        long total = 0;
        int kept = 0;
        while (kept < _blocks.Count && (kept == 0 || total + _blocks[kept].Length <= length))
            total += _blocks[kept++].Length;
        for (int i = kept; i < _blocks.Count; i++)
            _blocks[i].Memory.Dispose();
        _blocks.RemoveRange(kept, _blocks.Count - kept);
    }

    private sealed class Block
    {
        private readonly ArraySegment<T> _array;

        public Block(IMemoryOwner<T> memory)
        {
            if (!MemoryMarshal.TryGetArray<T>(memory.Memory, out _array) || _array.Count == 0)
                throw new InvalidOperationException("The allocator provided memory that is empty or not an array.");
            Memory = memory;
        }

        public IMemoryOwner<T> Memory { get; }

        public int Used { get; set; }

        public int Length => _array.Count;

        public int Room => _array.Count - Used;

        public Sequence<T> Take(int length)
        {
            Sequence<T> run = new(_array.Array!, _array.Offset + Used, length);
            Used += length;
            return run;
        }
    }
}
