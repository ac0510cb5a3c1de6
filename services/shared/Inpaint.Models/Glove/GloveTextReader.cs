using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Inpaint.Models.Glove;

/// <summary>
/// Reads the published text format of word vectors one line at a time: a token, then its numbers, split at single blanks
/// (Pennington, Socher, Manning 2014, https://nlp.stanford.edu/projects/glove/). Holds no more than one line.
/// </summary>
public sealed class GloveTextReader
{
    private const int LongestQuote = 40;

    private readonly Utf8LineReader _lines;
    private readonly GloveTextOptions _options;
    private (long Count, int Dimension)? _header;
    private float[] _values = [];
    private byte[] _token = [];
    private int _tokenLength;

    /// <summary>Reads a stream.</summary>
    /// <param name="stream">UTF-8; read forward only, not disposed of.</param>
    /// <param name="options">How it is to be read.</param>
    public GloveTextReader(Stream stream, GloveTextOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Dimension is { } dimension)
            ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1, nameof(options));
        (_lines, _options) = (new Utf8LineReader(stream), options);
    }

    /// <summary>Vectors read so far, equal tokens included.</summary>
    public long Count { get; private set; }

    /// <summary>The line last read, counted from 1.</summary>
    public long Line => _lines.Number;

    /// <summary>Values of a vector; 0 before the first is read.</summary>
    public int Dimension => _values.Length;

    /// <summary>The token last read; valid until the next is.</summary>
    public ReadOnlySpan<byte> Token => _token.AsSpan(0, _tokenLength);

    /// <summary>The vector last read, <see cref="Dimension"/> values; valid until the next is.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>Reads the next vector.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="GloveFormatException">A line is malformed, the header does not hold, or there are no vectors at all.</exception>
    public bool Read()
    {
        if (_options.HasHeader && _header is null && _lines.TryRead(out var header))
            _header = ReadHeader(header);
        if (!_lines.TryRead(out var line))
        {
            CheckEnd();
            return false;
        }

        ReadVector(line);
        Count++;
        return true;
    }

    private (long Count, int Dimension) ReadHeader(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line[..Math.Min(line.Length, LongestQuote)]);
        var fields = text.Split(' ');
        if (fields.Length != 2
            || !long.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || !int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var dimension)
            || dimension < 1)
        {
            throw new GloveFormatException(Line, $"'{text}' is not a header of count and dimension");
        }

        if (_options.Dimension is { } wanted && wanted != dimension)
            throw new GloveFormatException(Line, $"the header says {dimension} values, {wanted} expected");
        return (count, dimension);
    }

    private void CheckEnd()
    {
        if (Count == 0)
            throw new GloveFormatException("no vectors");
        if (_header is { } header && header.Count != Count)
            throw new GloveFormatException(1, $"the header says {header.Count} vectors, {Count} found");
    }

    private void ReadVector(ReadOnlySpan<byte> line)
    {
        var blanks = line.Count((byte)' ');
        if (Count == 0)
            Begin(blanks);
        if (_options.TokensMayHoldBlanks ? blanks < Dimension : blanks != Dimension)
            throw new GloveFormatException(Line, $"{blanks} values, {Dimension} expected");

        var end = line.IndexOf((byte)' ');
        for (var i = Dimension; i < blanks; i++)
            end += 1 + line[(end + 1)..].IndexOf((byte)' ');
        TakeToken(line[..end]);

        var rest = line[(end + 1)..];
        for (var i = 0; i < _values.Length; i++)
        {
            var blank = rest.IndexOf((byte)' ');
            var field = blank < 0 ? rest : rest[..blank];
            if (!DecimalNumber.TryParse(field, out _values[i]))
                throw new GloveFormatException(Line, $"'{Quote(field)}' is not a finite number");
            rest = blank < 0 ? default : rest[(blank + 1)..];
        }
    }

    // The first vector's line settles the dimension, unless it was given.
    private void Begin(int blanks)
    {
        var dimension = _options.Dimension ?? _header?.Dimension ?? blanks;
        if (dimension < 1)
            throw new GloveFormatException(Line, "0 values, at least 1 expected");
        if (_header is { } header && !_options.TokensMayHoldBlanks && blanks != header.Dimension)
            throw new GloveFormatException(1, $"the header says {header.Dimension} values, but line {Line}: {blanks} values, {header.Dimension} expected");
        // The header alone must not make memory of a number: a line holds as many values as it has blanks.
        if (blanks < dimension)
            throw new GloveFormatException(Line, $"{blanks} values, {dimension} expected");
        _values = new float[dimension];
    }

    private void TakeToken(ReadOnlySpan<byte> token)
    {
        if (!Utf8.IsValid(token))
            throw new GloveFormatException(Line, "the token is not UTF-8");
        if (_token.Length < token.Length)
            _token = new byte[Math.Max(64, 2 * token.Length)];
        token.CopyTo(_token);
        _tokenLength = token.Length;
    }

    // A hostile field must not fill the log.
    private static string Quote(ReadOnlySpan<byte> field) =>
        field.Length <= LongestQuote ? Encoding.UTF8.GetString(field) : Encoding.UTF8.GetString(field[..LongestQuote]) + "...";
}
