using Microsoft.ML.Tokenizers;

namespace Inpaint.Models.Text;

/// <summary>Splits a text into the pieces that tokens never cross.</summary>
public abstract class PieceSplitter : PreTokenizer
{
    /// <summary>The first piece at or after a place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">The place, within the text or at its end.</param>
    /// <returns>Start and length in UTF-16 units; length 0: there is none.</returns>
    public abstract (int Offset, int Length) Next(ReadOnlySpan<char> text, int from);

    /// <inheritdoc/>
    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return PreTokenize(text.AsSpan());
    }

    /// <inheritdoc/>
    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text)
    {
        var pieces = new List<(int Offset, int Length)>();
        int from = 0;
        while (Next(text, from) is { Length: > 0 } piece)
        {
            pieces.Add(piece);
            from = piece.Offset + piece.Length;
        }
        return pieces;
    }
}
