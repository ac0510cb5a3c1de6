using System.Globalization;
using System.Text;

namespace Inpaint.Models.Text;

/// <summary>
/// Code points outside the basic plane as characters of its private area, one each, so that every symbol is one UTF-16 unit.
/// Microsoft.ML.Tokenizers 2.0.1 loses count in pieces that hold surrogates: the end-of-word mark goes to the wrong symbol, and
/// symbols before one without a token disappear.
/// </summary>
internal sealed class BasicPlane
{
    private const char FirstPrivate = '\uE000';
    private const char LastPrivate = '\uF8FF';

    // A code point that no token holds: any character will do that is in no vocabulary, since none is exchanged as text.
    private const char InNoToken = '\uFFFF';

    private readonly Dictionary<Rune, char> _places = [];

    /// <summary>Gives every code point of a vocabulary that needs one its place.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <exception cref="VocabularyException">There are more than the private area holds.</exception>
    public BasicPlane(IEnumerable<string> tokens)
    {
        foreach (Rune rune in tokens.SelectMany(token => token.EnumerateRunes()).Where(IsMapped))
        {
            if (_places.Count > LastPrivate - FirstPrivate)
                throw new VocabularyException($"the vocabulary has more than {_places.Count} code points outside the basic plane");
            _places.TryAdd(rune, (char)(FirstPrivate + _places.Count));
        }
    }

    /// <summary>The text with one UTF-16 unit a code point; the same for tokens and for texts.</summary>
    public string Map(string text)
    {
        if (!text.Any(character => character >= '\uD800' && (char.IsSurrogate(character) || IsPrivate(character))))
            return text;
        var mapped = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!IsMapped(rune))
                mapped.Append((char)rune.Value);
            else
                mapped.Append(_places.TryGetValue(rune, out char place) ? place : InNoToken);
        }
        return mapped.ToString();
    }

    private static bool IsMapped(Rune rune) => !rune.IsBmp || IsPrivate((char)rune.Value);

    private static bool IsPrivate(char character) => char.GetUnicodeCategory(character) == UnicodeCategory.PrivateUse;
}
