using System.Globalization;
using System.Text;

namespace Inpaint.Models.Glove;

/// <summary>Writes the published text format of word vectors.</summary>
public static class GloveTextWriter
{
    /// <summary>Writes vectors, one line each, in their order.</summary>
    /// <param name="stream">Where to; not disposed of.</param>
    /// <param name="tokens">The tokens.</param>
    /// <param name="values">A row a token, one after another.</param>
    /// <param name="decimals">Digits after the point, as the reference program writes 6.</param>
    public static void Write(Stream stream, IReadOnlyList<string> tokens, ReadOnlySpan<double> values, int decimals = 6)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        if (tokens.Count == 0 || values.Length % tokens.Count != 0)
            throw new ArgumentException($"{values.Length} values are no whole number of rows for {tokens.Count} tokens", nameof(values));
        var dimension = values.Length / tokens.Count;
        var format = "F" + decimals.ToString(CultureInfo.InvariantCulture);
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        for (var i = 0; i < tokens.Count; i++)
        {
            writer.Write(tokens[i]);
            foreach (var value in values.Slice(i * dimension, dimension))
            {
                writer.Write(' ');
                writer.Write(value.ToString(format, CultureInfo.InvariantCulture));
            }

            writer.WriteLine();
        }
    }
}
