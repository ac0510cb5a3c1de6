using System.Text;
using System.Text.RegularExpressions;

namespace Inpaint.Models.Text;

/// <summary>
/// Repairs a text as <c>ftfy.fix_text</c> 6.3 does by default: references of HTML, controls, ligatures, widths, curly quotes, line ends,
/// terminal escapes, normalisation form C, over and over until nothing changes. Its guessing of wrongly decoded bytes is left out:
/// texts come as checked UTF-8, and a guess may spoil what is right.
/// </summary>
internal static partial class TextRepair
{
    /// <summary>The text, repaired line by line.</summary>
    public static string Repair(string text)
    {
        var repaired = new StringBuilder(text.Length);
        // From the first line with a tag on, references are markup's own and stay.
        bool resolves = true;
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start) is var feed and >= 0 ? feed + 1 : text.Length;
            string line = text[start..end];
            resolves &= !line.Contains('<');
            repaired.Append(RepairLine(line, resolves));
            start = end;
        }
        return repaired.ToString();
    }

    private static string RepairLine(string line, bool resolves)
    {
        // Every round that changes anything resolves a reference nested once more or takes something away: there is an end to it.
        while (true)
        {
            string repaired = resolves ? HtmlReferences.ResolveWhole(line) : line;
            repaired = FixLineBreaks(CharacterForms.Plain(repaired));
            if (repaired.Contains('\x1b'))
                repaired = TerminalEscape().Replace(repaired, "");
            repaired = CanonicalComposition.Compose(CharacterForms.WithoutControls(repaired));
            if (repaired == line)
                return line;
            line = repaired;
        }
    }

    private static string FixLineBreaks(string text) =>
        text.AsSpan().ContainsAny("\r\u2028\u2029\u0085")
            ? text.Replace("\r\n", "\n").Replace('\r', '\n').Replace('\u2028', '\n').Replace('\u2029', '\n').Replace('\u0085', '\n')
            : text;

    [GeneratedRegex(@"\x1b\[(?:\d|;)*[a-zA-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex TerminalEscape();
}
