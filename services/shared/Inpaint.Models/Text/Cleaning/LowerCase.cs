using System.Globalization;
using System.Text;

namespace Inpaint.Models.Text;

/// <summary>Lower case by Unicode's full mappings, which .NET's simple ones miss in two places: capital I with a dot, and the final sigma.</summary>
internal static class LowerCase
{
    private const int CapitalSigma = 0x3A3;
    private const int CapitalDottedI = 0x130;

    /// <summary>As Python's <c>str.lower</c>: a capital sigma that ends a word becomes a final one.</summary>
    public static string OfText(string text) => Map(text, finalSigma: true);

    /// <summary>Each character by itself, whatever stands beside it.</summary>
    public static string OfEach(string text) => Map(text, finalSigma: false);

    private static string Map(string text, bool finalSigma)
    {
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();
        var lower = new StringBuilder(text.Length);
        Span<char> units = stackalloc char[2];
        int position = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value == CapitalDottedI)
                lower.Append("i\u0307");
            else if (rune.Value == CapitalSigma && finalSigma && EndsWord(text, position))
                lower.Append('\u03C2');
            else
                lower.Append(units[..Rune.ToLowerInvariant(rune).EncodeToUtf16(units)]);
            position += rune.Utf16SequenceLength;
        }
        return lower.ToString();
    }

    // Final_Sigma of Unicode's SpecialCasing: a cased letter before, none after, looking past what case ignores.
    private static bool EndsWord(string text, int sigma)
    {
        int before = sigma;
        while (before > 0)
        {
            Rune.DecodeLastFromUtf16(text.AsSpan(0, before), out Rune rune, out int length);
            if (!IsCaseIgnorable(rune))
                return IsCased(rune) && !CasedFollows(text, sigma + 1);
            before -= length;
        }
        return false;
    }

    private static bool CasedFollows(string text, int after)
    {
        while (after < text.Length)
        {
            Rune.DecodeFromUtf16(text.AsSpan(after), out Rune rune, out int length);
            if (!IsCaseIgnorable(rune))
                return IsCased(rune);
            after += length;
        }
        return false;
    }

    private static bool IsCaseIgnorable(Rune rune) => rune.Value switch
    {
        '\'' or '.' or ':' or 0xB7 or 0x387 or 0x55F or 0x5F4 or 0x2018 or 0x2019 or 0x2024 or 0x2027 => true,
        0xFE13 or 0xFE52 or 0xFE55 or 0xFF07 or 0xFF0E or 0xFF1A => true,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol,
    };

    // Asked only of what case does not ignore: letters with case, Roman numerals, letters in circles and squares, and the two ordinals.
    private static bool IsCased(Rune rune) => rune.Value switch
    {
        0xAA or 0xBA => true,
        (>= 0x2160 and <= 0x217F) or (>= 0x24B6 and <= 0x24E9) => true,
        (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189) => true,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter,
    };
}
