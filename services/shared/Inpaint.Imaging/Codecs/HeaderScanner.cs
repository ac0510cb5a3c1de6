namespace Inpaint.Imaging.Codecs;

/// <summary>
/// Reads what a picture file says of itself while its bytes go by, in blocks of any size: the fields that matter are collected, everything
/// else is counted and passed over. Whatever the limits forbid is refused before a decoder has seen the block that asks for it.
/// </summary>
internal abstract class HeaderScanner(int firstField)
{
    // Larger fields do not carry an orientation that anybody writes.
    private const int MostCollected = 1 << 20;
    private byte[] _field = new byte[64];
    private int _collected;
    private int _wanted = firstField;
    private long _passOver;

    /// <summary>Known once the file's header is through.</summary>
    public PictureHeader? Header { get; protected set; }

    /// <summary>Whether nothing that follows is of interest.</summary>
    public bool Ended { get; private set; }

    /// <summary>Bytes scanned so far.</summary>
    public long Position { get; private set; }

    /// <summary>What is said of a file that is damaged or ends where it should not.</summary>
    public abstract PictureException Corrupt(string reason);

    /// <summary>Takes the file's next bytes.</summary>
    /// <exception cref="PictureException">Over a limit, of a kind not offered, or with a broken header.</exception>
    public void Scan(ReadOnlySpan<byte> block)
    {
        while (!block.IsEmpty && !Ended)
        {
            var taken = (int)Math.Min(_passOver > 0 ? _passOver : _wanted - _collected, block.Length);
            Position += taken;
            if (_passOver > 0)
                _passOver -= taken;
            else
                Collect(block[..taken]);

            block = block[taken..];
        }
    }

    /// <summary>Takes a field of as many bytes as were wanted, and says what follows it by <see cref="Want"/>, <see cref="PassOver"/> or <see cref="End"/>.</summary>
    protected abstract void OnField(ReadOnlySpan<byte> field);

    /// <summary>The next field to collect, after what is to be passed over.</summary>
    protected void Want(int bytes) => _wanted = bytes;

    /// <summary>Bytes to pass over before the next field.</summary>
    protected void PassOver(long bytes) => _passOver = bytes;

    /// <summary>Stops scanning.</summary>
    protected void End() => Ended = true;

    /// <summary>Whether a field is small enough to be collected.</summary>
    protected static bool CanCollect(long bytes) => bytes is > 0 and <= MostCollected;

    private void Collect(ReadOnlySpan<byte> part)
    {
        // Grown with what has arrived, not with what the file announces.
        if (_collected + part.Length > _field.Length)
            Array.Resize(ref _field, Math.Max(_collected + part.Length, 2 * _field.Length));

        part.CopyTo(_field.AsSpan(_collected));
        _collected += part.Length;
        if (_collected < _wanted)
            return;

        _collected = 0;
        OnField(_field.AsSpan(0, _wanted));
    }
}
