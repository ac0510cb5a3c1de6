namespace Inpaint.Models.Text;

/// <summary>The English endings that are pieces of their own: <c>'s 't 're 've 'm 'll 'd</c>.</summary>
internal static class Contractions
{
    private static readonly string[] Endings = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"];

    /// <summary>Length of the ending that a text starts with; 0: none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="ignoreCase">Whether case counts for nothing.</param>
    public static int Length(ReadOnlySpan<char> text, bool ignoreCase = false)
    {
        if (text.Length < 2 || text[0] != '\'')
            return 0;
        foreach (string ending in Endings)
        {
            if (StartsWith(text, ending, ignoreCase))
                return ending.Length;
        }
        return 0;
    }

    /// <summary>Whether a text starts with an ASCII word. The long s is an s where case counts for nothing.</summary>
    public static bool StartsWith(ReadOnlySpan<char> text, string word, bool ignoreCase)
    {
        if (text.Length < word.Length)
            return false;
        for (int i = 0; i < word.Length; i++)
        {
            char character = text[i];
            if (ignoreCase)
                character = character == '\u017F' ? 's' : char.ToLowerInvariant(character);
            if (character != word[i])
                return false;
        }
        return true;
    }
}
