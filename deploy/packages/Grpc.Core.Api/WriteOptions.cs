namespace Grpc.Core;

/// <summary>How one message is written.</summary>
[Flags]
public enum WriteFlags
{
    /// <summary>The message may wait in a buffer for more to come.</summary>
    BufferHint = 0x1,

    /// <summary>The message is not compressed, whatever the call's encoding.</summary>
    NoCompress = 0x2,
}

/// <summary>How the messages of a stream are written.</summary>
public class WriteOptions(WriteFlags flags = default)
{
    public static readonly WriteOptions Default = new();

    public WriteFlags Flags { get; } = flags;
}
