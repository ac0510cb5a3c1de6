using System.Text;

namespace Inpaint.Models.Text;

/// <summary>Runs of white space to one blank. All white space lies in the basic plane, so that characters will do.</summary>
internal static class WhiteSpace
{
    /// <summary>By Unicode's property White_Space; ends are kept, as one blank.</summary>
    public static string Collapse(string text) => Collapse(text, char.IsWhiteSpace);

    /// <summary>By what Python's <c>str.split</c> takes for white space, which the four information separators belong to; ends are trimmed.</summary>
    public static string CollapseAndTrim(string text) => Collapse(text, IsPythons).Trim(' ');

    private static bool IsPythons(char character) => char.IsWhiteSpace(character) || character is >= '\u001C' and <= '\u001F';

    private static bool IsCollapsed(string text, Func<char, bool> isSpace)
    {
        bool afterBlank = false;
        foreach (char character in text)
        {
            if (isSpace(character) && (character != ' ' || afterBlank))
                return false;
            afterBlank = character == ' ';
        }
        return true;
    }

    private static string Collapse(string text, Func<char, bool> isSpace)
    {
        if (IsCollapsed(text, isSpace))
            return text;
        var collapsed = new StringBuilder(text.Length);
        bool inRun = false;
        foreach (char character in text)
        {
            bool space = isSpace(character);
            if (!space)
                collapsed.Append(character);
            else if (!inRun)
                collapsed.Append(' ');
            inRun = space;
        }
        return collapsed.ToString();
    }
}
