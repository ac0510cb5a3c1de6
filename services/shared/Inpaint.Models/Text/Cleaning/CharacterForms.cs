using System.Buffers;
using System.Text;

namespace Inpaint.Models.Text;

/// <summary>Characters that stand for plainer ones: ligatures, full and half widths, curly quotes, Windows characters read as controls.</summary>
internal static class CharacterForms
{
    // U+FF5F to U+FF9F.
    private const string HalfKatakana =
        "\u2985\u2986\u3002\u300C\u300D\u3001\u30FB\u30F2\u30A1\u30A3\u30A5\u30A7\u30A9\u30E3\u30E5\u30E7\u30C3\u30FC\u30A2\u30A4\u30A6\u30A8" +
        "\u30AA\u30AB\u30AD\u30AF\u30B1\u30B3\u30B5\u30B7\u30B9\u30BB\u30BD\u30BF\u30C1\u30C4\u30C6\u30C8\u30CA\u30CB\u30CC\u30CD\u30CE\u30CF" +
        "\u30D2\u30D5\u30D8\u30DB\u30DE\u30DF\u30E0\u30E1\u30E2\u30E4\u30E6\u30E8\u30E9\u30EA\u30EB\u30EC\u30ED\u30EF\u30F3\u3099\u309A";

    // U+FFA0 to U+FFDC; characters that are not assigned stand for themselves.
    private const string HalfHangul =
        "\u1160\u1100\u1101\u11AA\u1102\u11AC\u11AD\u1103\u1104\u1105\u11B0\u11B1\u11B2\u11B3\u11B4\u11B5\u111A\u1106\u1107\u1108\u1121\u1109" +
        "\u110A\u110B\u110C\u110D\u110E\u110F\u1110\u1111\u1112\uFFBF\uFFC0\uFFC1\u1161\u1162\u1163\u1164\u1165\u1166\uFFC8\uFFC9\u1167\u1168" +
        "\u1169\u116A\u116B\u116C\uFFD0\uFFD1\u116D\u116E\u116F\u1170\u1171\u1172\uFFD8\uFFD9\u1173\u1174\u1175";

    // U+FFE0 to U+FFEE, the overline apart, which becomes two characters.
    private const string Signs = "\u00A2\u00A3\u00AC\u00AF\u00A6\u00A5\u20A9\uFFE7\u2502\u2190\u2191\u2192\u2193\u25A0\u25CB";

    // No text needs these of ASCII's controls, the deprecated ones of Arabic, byte order marks and annotations.
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000B\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A" +
        "\u001B\u001C\u001D\u001E\u001F\u007F\u206A\u206B\u206C\u206D\u206E\u206F\uFEFF\uFFF9\uFFFA\uFFFB\uFFFC");

    /// <summary>Every character's plain form.</summary>
    public static string Plain(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        var plain = new StringBuilder(text.Length);
        foreach (char character in text)
        {
            // The apostrophe of a ligature is straightened as any other is.
            foreach (char part in Spell(character is >= '\u0080' and <= '\u009F' ? HtmlReferences.OfWindows1252(character) : character))
                plain.Append(Straighten(part));
        }
        return plain.ToString();
    }

    /// <summary>Without controls that no text needs; tab, line feed, form feed and carriage return stay.</summary>
    public static string WithoutControls(string text)
    {
        if (!text.AsSpan().ContainsAny(Controls))
            return text;
        return string.Concat(text.Where(character => !Controls.Contains(character)));
    }

    private static char Straighten(char character) => character switch
    {
        '\u02BC' or (>= '\u2018' and <= '\u201B') => '\'',
        >= '\u201C' and <= '\u201F' => '"',
        _ => character,
    };

    private static string Spell(char character) => character switch
    {
        '\u0132' => "IJ",
        '\u0133' => "ij",
        '\u0149' => "\u02BCn",
        '\u01C4' => "D\u017D",
        '\u01C5' => "D\u017E",
        '\u01C6' => "d\u017E",
        '\u01C7' => "LJ",
        '\u01C8' => "Lj",
        '\u01C9' => "lj",
        '\u01CA' => "NJ",
        '\u01CB' => "Nj",
        '\u01CC' => "nj",
        '\u01F1' => "DZ",
        '\u01F2' => "Dz",
        '\u01F3' => "dz",
        '\uFB00' => "ff",
        '\uFB01' => "fi",
        '\uFB02' => "fl",
        '\uFB03' => "ffi",
        '\uFB04' => "ffl",
        '\uFB05' => "\u017Ft",
        '\uFB06' => "st",
        '\u3000' => " ",
        >= '\uFF01' and <= '\uFF5E' => ((char)(character - 0xFEE0)).ToString(),
        >= '\uFF5F' and <= '\uFF9F' => HalfKatakana[character - 0xFF5F].ToString(),
        >= '\uFFA0' and <= '\uFFDC' => HalfHangul[character - 0xFFA0].ToString(),
        '\uFFE3' => " \u0304",
        >= '\uFFE0' and <= '\uFFEE' => Signs[character - 0xFFE0].ToString(),
        _ => character.ToString(),
    };
}
