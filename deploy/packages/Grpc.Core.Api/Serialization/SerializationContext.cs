using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a message is serialised to: either one <see cref="Complete(byte[])"/>, or writes to the buffer and then <see cref="Complete()"/>.</summary>
public abstract class SerializationContext
{
    public virtual void Complete(byte[] payload) => throw Unsupported(nameof(Complete));

    public virtual IBufferWriter<byte> GetBufferWriter() => throw Unsupported(nameof(GetBufferWriter));

    /// <summary>States the size in bytes before the first write, so that the buffer can be made once.</summary>
    public virtual void SetPayloadLength(int payloadLength)
    {
    }

    public virtual void Complete() => throw Unsupported(nameof(Complete));

    private NotSupportedException Unsupported(string member) => new($"{GetType().Name} does not support {member}.");
}
