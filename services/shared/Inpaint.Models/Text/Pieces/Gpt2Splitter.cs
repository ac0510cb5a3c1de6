using System.Text;

namespace Inpaint.Models.Text;

/// <summary>
/// As GPT-2 splits: <c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c>. Nothing is dropped: a blank
/// goes with the word behind it.
/// </summary>
public sealed class Gpt2Splitter : PieceSplitter
{
    /// <inheritdoc/>
    public override (int Offset, int Length) Next(ReadOnlySpan<char> text, int from) => (from, Length(text[from..]));

    private static int Length(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return 0;
        if (Contractions.Length(text) is > 0 and var ending)
            return ending;
        int blank = text[0] == ' ' && text.Length > 1 ? 1 : 0;
        Rune.DecodeFromUtf16(text[blank..], out Rune rune, out _);
        if (!RuneClass.IsSpace(rune))
            return blank + RuneClass.Run(text[blank..], ClassOf(rune));
        int spaces = RuneClass.Run(text, RuneClass.IsSpace);
        // The last of several belongs to the word behind, or stands alone; all white space is one unit long.
        return spaces == text.Length || spaces == 1 ? spaces : spaces - 1;
    }

    private static Func<Rune, bool> ClassOf(Rune rune)
    {
        if (RuneClass.IsLetter(rune))
            return RuneClass.IsLetter;
        return RuneClass.IsNumber(rune) ? RuneClass.IsNumber : RuneClass.IsOther;
    }
}
