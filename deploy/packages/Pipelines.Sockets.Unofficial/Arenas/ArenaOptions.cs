namespace Pipelines.Sockets.Unofficial.Arenas;

/// <summary>Choices of an arena; those about unmanaged and shared memory are accepted and have no effect here.</summary>
[Flags]
public enum ArenaFlags
{
    None = 0,

    /// <summary>What was allocated is zeroed when the arena is reset.</summary>
    ClearAtReset = 1,

    /// <summary>What was allocated is zeroed when the arena is disposed.</summary>
    ClearAtDispose = 2,

    PreferUnmanaged = 4,
    PreferPinned = 8,
    BlittableNonPaddedSharing = 16,
    BlittablePaddedSharing = 32,
}

/// <summary>How an arena allocates and what it keeps.</summary>
/// <param name="flags">Choices of clearing.</param>
/// <param name="blockSizeBytes">The least size of a block in bytes; 0 for the default of 128 KiB.</param>
/// <param name="retentionPolicy">Bytes to keep at a reset, from those kept at the last reset and those used since; null to keep nine tenths of the larger.</param>
public sealed class ArenaOptions(
    ArenaFlags flags = ArenaFlags.BlittableNonPaddedSharing,
    int blockSizeBytes = 0,
    Func<long, long, long>? retentionPolicy = null)
{
    public static ArenaOptions Default { get; } = new();

    public ArenaFlags Flags { get; } = flags;

    public int BlockSizeBytes { get; } = blockSizeBytes;

    public Func<long, long, long>? RetentionPolicy { get; } = retentionPolicy;
}
