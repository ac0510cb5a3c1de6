namespace Inpaint.Models.Text;

/// <summary>Splits a text into the pieces that tokens never cross.</summary>
public abstract class PieceSplitter
{
    /// <summary>The first piece at or after a place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">The place, within the text or at its end.</param>
    /// <returns>Start and length in UTF-16 units; length 0: there is none.</returns>
    public abstract (int Offset, int Length) Next(ReadOnlySpan<char> text, int from);

    /// <summary>All pieces, in order.</summary>
    /// <param name="text">The text.</param>
    public IReadOnlyList<string> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var pieces = new List<string>();
        int from = 0;
        while (Next(text, from) is { Length: > 0 } piece)
        {
            from = piece.Offset + piece.Length;
            pieces.Add(text.Substring(piece.Offset, piece.Length));
        }
        return pieces;
    }
}
