using System.Globalization;
using System.Text;

namespace Inpaint.Models.Text;

/// <summary>
/// What the patterns of tokenizers ask of a code point. .NET's regular expressions look at UTF-16 units, to which a letter outside the
/// basic plane is two surrogates and no letter; hence splitters by hand.
/// </summary>
internal static class RuneClass
{
    /// <summary><c>\p{L}</c>.</summary>
    public static bool IsLetter(Rune rune) => Rune.GetUnicodeCategory(rune) <= UnicodeCategory.OtherLetter;

    /// <summary><c>\p{N}</c>.</summary>
    public static bool IsNumber(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    /// <summary><c>\s</c>.</summary>
    public static bool IsSpace(Rune rune) => Rune.IsWhiteSpace(rune);

    /// <summary><c>[^\s\p{L}\p{N}]</c>.</summary>
    public static bool IsOther(Rune rune) => !IsSpace(rune) && !IsLetter(rune) && !IsNumber(rune);

    /// <summary><c>\w</c> as UTS #18 has it: alphabetic, marks, decimal digits, connectors and joiners.</summary>
    public static bool IsWord(Rune rune) => rune.Value switch
    {
        0x200C or 0x200D => true,
        // Letters in circles and squares are alphabetic, though symbols by category.
        (>= 0x24B6 and <= 0x24E9) or (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189) => true,
        _ => Rune.GetUnicodeCategory(rune) is <= UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation,
    };

    /// <summary>Length of the run of code points that starts here, in UTF-16 units.</summary>
    public static int Run(ReadOnlySpan<char> text, Func<Rune, bool> belongs)
    {
        int length = 0;
        while (length < text.Length)
        {
            Rune.DecodeFromUtf16(text[length..], out Rune rune, out int units);
            if (!belongs(rune))
                break;
            length += units;
        }
        return length;
    }
}
