using System.Globalization;
using System.Text;

namespace Inpaint.Models.Glove;

/// <summary>Files of counts: a word, a blank and how often it was met a line, as the reference program writes its vocabulary.</summary>
public static class WordCounts
{
    /// <summary>Reads counts.</summary>
    /// <param name="stream">UTF-8; not disposed of.</param>
    /// <exception cref="GloveFormatException">A line is malformed, or a word stands twice.</exception>
    public static Dictionary<string, long> Read(Stream stream)
    {
        var (lines, counts) = (new Utf8LineReader(stream), new Dictionary<string, long>(StringComparer.Ordinal));
        while (lines.TryRead(out var line))
        {
            var blank = line.LastIndexOf((byte)' ');
            if (blank < 1 || !long.TryParse(line[(blank + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                throw new GloveFormatException(lines.Number, "not a word, a blank and its count");
            if (!counts.TryAdd(Encoding.UTF8.GetString(line[..blank]), count))
                throw new GloveFormatException(lines.Number, "the word has a count already");
        }

        return counts;
    }

    /// <summary>Writes the counts of a vocabulary, in its order.</summary>
    /// <param name="stream">Where to; not disposed of.</param>
    /// <param name="vocabulary">The words.</param>
    public static void Write(Stream stream, GloveVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        for (var i = 0; i < vocabulary.Words.Count; i++)
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{vocabulary.Words[i]} {vocabulary.Counts[i]}"));
    }
}
