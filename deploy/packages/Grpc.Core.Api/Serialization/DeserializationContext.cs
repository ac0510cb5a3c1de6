using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a message is read from.</summary>
public abstract class DeserializationContext
{
    /// <summary>The size of the message in bytes.</summary>
    public abstract int PayloadLength { get; }

    /// <summary>The message as an array of its own.</summary>
    public virtual byte[] PayloadAsNewBuffer() => throw Unsupported(nameof(PayloadAsNewBuffer));

    /// <summary>The message without a copy; valid only while it is being deserialised.</summary>
    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => throw Unsupported(nameof(PayloadAsReadOnlySequence));

    private NotSupportedException Unsupported(string member) => new($"{GetType().Name} does not support {member}.");
}
