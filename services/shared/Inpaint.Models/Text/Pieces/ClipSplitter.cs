using System.Text;

namespace Inpaint.Models.Text;

/// <summary>
/// As CLIP splits: special names, <c>'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+</c>, white space dropped.
/// </summary>
/// <param name="specialNames">Names that are pieces wherever a piece may start; lower case.</param>
/// <param name="ignoreCase">Whether case counts for nothing in names and endings.</param>
public sealed class ClipSplitter(IReadOnlyList<string> specialNames, bool ignoreCase = false) : PieceSplitter
{
    /// <summary>Without special names.</summary>
    public static ClipSplitter Plain { get; } = new([]);

    /// <inheritdoc/>
    public override (int Offset, int Length) Next(ReadOnlySpan<char> text, int from)
    {
        int start = from + RuneClass.Run(text[from..], RuneClass.IsSpace);
        return (start, Length(text[start..]));
    }

    private int Length(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return 0;
        foreach (string name in specialNames)
        {
            if (Contractions.StartsWith(text, name, ignoreCase))
                return name.Length;
        }
        if (Contractions.Length(text, ignoreCase) is > 0 and var ending)
            return ending;
        Rune.DecodeFromUtf16(text, out Rune rune, out int units);
        if (RuneClass.IsLetter(rune))
            return RuneClass.Run(text, RuneClass.IsLetter);
        return RuneClass.IsNumber(rune) ? units : RuneClass.Run(text, RuneClass.IsOther);
    }
}
