namespace Inpaint.Models.Glove;

/// <summary>
/// Reads a stream line by line as bytes, without a string a line. Lines end with a line feed, or a carriage return and a line feed;
/// the last one may end with the stream.
/// </summary>
/// <param name="stream">Read forward only; not disposed of.</param>
internal sealed class Utf8LineReader(Stream stream)
{
    /// <summary>Longest line, in bytes: more is no line of text, and must not fill the memory.</summary>
    public const int MaxLineBytes = 64 * 1024 * 1024;

    private byte[] _buffer = new byte[1 << 18];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>The line last read, counted from 1; 0 before the first.</summary>
    public long Number { get; private set; }

    /// <summary>Reads the next line.</summary>
    /// <param name="line">Receives it without its end; valid until the next call.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="GloveFormatException">The line is longer than <see cref="MaxLineBytes"/>.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var held = _buffer.AsSpan(_start, _end - _start);
            var at = held[searched..].IndexOf((byte)'\n');
            if (at >= 0)
            {
                line = Take(searched + at, ending: 1);
                return true;
            }

            searched = held.Length;
            if (_ended || !Fill())
            {
                line = held.Length > 0 ? Take(held.Length, ending: 0) : default;
                return held.Length > 0;
            }
        }
    }

    private ReadOnlySpan<byte> Take(int length, int ending)
    {
        Number++;
        var line = _buffer.AsSpan(_start, length);
        _start += length + ending;
        return line is [.., (byte)'\r'] ? line[..^1] : line;
    }

    private bool Fill()
    {
        if (_end == _buffer.Length)
            MakeRoom();
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _ended = read == 0;
        _end += read;
        return !_ended;
    }

    private void MakeRoom()
    {
        var held = _end - _start;
        if (held > MaxLineBytes)
            throw new GloveFormatException(Number + 1, $"longer than {MaxLineBytes} bytes");
        var into = held > _buffer.Length / 2 ? new byte[2 * _buffer.Length] : _buffer;
        _buffer.AsSpan(_start, held).CopyTo(into);
        (_buffer, _start, _end) = (into, 0, held);
    }
}
