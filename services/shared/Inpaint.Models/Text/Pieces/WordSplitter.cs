using System.Text;

namespace Inpaint.Models.Text;

/// <summary>Words and runs of marks: <c>\w+|[^\w\s]+</c>, white space dropped.</summary>
public sealed class WordSplitter : PieceSplitter
{
    /// <inheritdoc/>
    public override (int Offset, int Length) Next(ReadOnlySpan<char> text, int from)
    {
        int start = from + RuneClass.Run(text[from..], RuneClass.IsSpace);
        ReadOnlySpan<char> rest = text[start..];
        if (rest.IsEmpty)
            return (start, 0);
        Rune.DecodeFromUtf16(rest, out Rune first, out _);
        return (start, RuneClass.Run(rest, RuneClass.IsWord(first) ? RuneClass.IsWord : IsMark));
    }

    private static bool IsMark(Rune rune) => !RuneClass.IsWord(rune) && !RuneClass.IsSpace(rune);
}
