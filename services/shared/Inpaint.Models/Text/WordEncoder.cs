namespace Inpaint.Models.Text;

/// <summary>Whole pieces as tokens: a vocabulary without merges.</summary>
/// <param name="ids">Id of every token.</param>
/// <param name="splitter">Cuts the text into pieces.</param>
/// <param name="bytes">Whether pieces are spelt in bytes (<see cref="ByteAlphabet"/>).</param>
/// <param name="unknownToken">Stands for pieces that are no token; null: they are left out.</param>
public sealed class WordEncoder(IReadOnlyDictionary<string, int> ids, PieceSplitter splitter, bool bytes, string? unknownToken = null)
{
    /// <summary>The ids of a text.</summary>
    /// <param name="text">The text, clean.</param>
    public List<int> Encode(ReadOnlySpan<char> text)
    {
        var found = new List<int>();
        foreach (string piece in splitter.Split(text.ToString()))
        {
            if (ids.TryGetValue(bytes ? ByteAlphabet.Spell(piece) : piece, out int id))
                found.Add(id);
            else if (unknownToken is not null)
                found.Add(ids[unknownToken]);
        }
        return found;
    }
}
