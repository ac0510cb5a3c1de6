using System.Globalization;

namespace Inpaint.Augmentation.DataSets.Files.Numpy;

/// <summary>
/// Reads the header's Python dictionary: a string, a boolean and a tuple of whole numbers under their three keys.
/// It is a literal of one fixed depth, so nothing is evaluated and nothing recurses.
/// </summary>
internal sealed class NumpyHeaderParser(string text)
{
    private const int MostDimensions = 64;
    private readonly string _text = text;
    private int _position;

    /// <exception cref="DataFileException">Corrupt, or Unsupported for records and unknown types.</exception>
    public NumpyHeader Parse(int dataOffset)
    {
        string? descr = null;
        bool? fortranOrder = null;
        long[]? shape = null;
        Expect('{', "header");
        while (!Take('}'))
        {
            switch (ReadString("header"))
            {
                case "descr" when descr is null:
                    Expect(':', "header");
                    descr = ReadDescr();
                    break;
                case "fortran_order" when fortranOrder is null:
                    Expect(':', "header");
                    fortranOrder = ReadBoolean();
                    break;
                case "shape" when shape is null:
                    Expect(':', "header");
                    shape = ReadShape();
                    break;
                default:
                    throw Corrupt("header");
            }

            if (!Take(','))
            {
                Expect('}', "header");
                break;
            }
        }

        SkipSpace();
        if (_position != _text.Length || descr is null || fortranOrder is null || shape is null)
            throw Corrupt("header");

        var (type, bigEndian) = NumpyDataTypes.Parse(descr);
        return new NumpyHeader(type, bigEndian, fortranOrder.Value, shape, dataOffset);
    }

    private string ReadDescr()
    {
        SkipSpace();
        if (_position < _text.Length && _text[_position] is '[' or '(')
            throw DataFileException.Unsupported("records and sub-arrays are not read");

        return ReadString("descr");
    }

    private bool ReadBoolean()
    {
        if (TakeWord("True"))
            return true;

        return TakeWord("False") ? false : throw Corrupt("fortran_order");
    }

    private long[] ReadShape()
    {
        var shape = new List<long>();
        var comma = true;
        Expect('(', "shape");
        while (!Take(')'))
        {
            if (!comma || shape.Count == MostDimensions)
                throw Corrupt("shape");

            shape.Add(ReadLength());
            comma = Take(',');
        }

        // "(3)" is a number in brackets, not a tuple.
        return shape.Count == 1 && !comma ? throw Corrupt("shape") : shape.ToArray();
    }

    private long ReadLength()
    {
        SkipSpace();
        var start = _position;
        while (_position < _text.Length && char.IsAsciiDigit(_text[_position]))
        {
            _position++;
        }

        return long.TryParse(_text.AsSpan(start, _position - start), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? length
            : throw Corrupt("shape");
    }

    private string ReadString(string what)
    {
        SkipSpace();
        var quote = _position < _text.Length ? _text[_position] : '\0';
        var end = quote is '\'' or '"' ? _text.IndexOf(quote, _position + 1) : -1;
        if (end < 0)
            throw Corrupt(what);

        var value = _text[(_position + 1)..end];
        _position = end + 1;
        return value;
    }

    private bool TakeWord(string word)
    {
        SkipSpace();
        if (string.CompareOrdinal(_text, _position, word, 0, word.Length) != 0)
            return false;

        _position += word.Length;
        return true;
    }

    private bool Take(char expected)
    {
        SkipSpace();
        if (_position >= _text.Length || _text[_position] != expected)
            return false;

        _position++;
        return true;
    }

    private void Expect(char expected, string what)
    {
        if (!Take(expected))
            throw Corrupt(what);
    }

    private void SkipSpace()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\t' or '\n' or '\r' or '\f')
        {
            _position++;
        }
    }

    private static DataFileException Corrupt(string what) => DataFileException.Corrupt($"the {what} cannot be read");
}
