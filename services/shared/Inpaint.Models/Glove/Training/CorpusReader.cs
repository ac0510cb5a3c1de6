using System.Text;

namespace Inpaint.Models.Glove;

/// <summary>Reads a corpus: one document a line, words split at blanks and tabs, empty lines allowed; carriage returns count for nothing.</summary>
internal sealed class CorpusReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly Utf8LineReader _lines;

    public CorpusReader(Stream stream) => _lines = new Utf8LineReader(stream);

    /// <summary>The line last read, counted from 1.</summary>
    public long Line => _lines.Number;

    /// <summary>Reads the words of the next document.</summary>
    /// <param name="words">Is cleared and receives them.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="GloveFormatException">The line is not UTF-8, or holds the name that stands for unknown words.</exception>
    public bool TryRead(List<string> words)
    {
        words.Clear();
        if (!_lines.TryRead(out var line))
            return false;
        foreach (var word in Decode(line).Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word == GloveVocabulary.UnknownToken)
                throw new GloveFormatException(Line, $"'{GloveVocabulary.UnknownToken}' stands for unknown words and can be none itself");
            words.Add(word);
        }

        return true;
    }

    private string Decode(ReadOnlySpan<byte> line)
    {
        try
        {
            return Strict.GetString(line);
        }
        catch (DecoderFallbackException)
        {
            throw new GloveFormatException(Line, "not UTF-8");
        }
    }
}
