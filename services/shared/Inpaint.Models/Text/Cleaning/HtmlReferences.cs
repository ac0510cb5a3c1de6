using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Inpaint.Models.Text;

/// <summary>Character references of HTML (<c>&amp;eacute;</c>, <c>&amp;#233;</c>), as the standard's parser resolves them.</summary>
internal static partial class HtmlReferences
{
    // What the standard makes of the numbers 0x80 to 0x9F: Windows-1252, where that has a character.
    private const string Windows1252 =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F" +
        "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    private static readonly Lazy<Dictionary<string, string>> Names = new(ReadNames);
    private static readonly Lazy<Dictionary<string, string>> Shouted = new(ShoutNames);

    /// <summary>
    /// Resolves every reference, as Python's <c>html.unescape</c>: with or without its semicolon, and names that only begin like one
    /// up to where they do.
    /// </summary>
    public static string Resolve(string text) => text.Contains('&') ? Any().Replace(text, ResolveAny) : text;

    /// <summary>Resolves references that end with a semicolon and leave no doubt, also names in capitals of which no others are known, as ftfy does.</summary>
    public static string ResolveWhole(string text) => text.Contains('&') ? Whole().Replace(text, ResolveOne) : text;

    /// <summary>What the bytes 0x80 to 0x9F mean in Windows-1252.</summary>
    /// <param name="control">The byte.</param>
    public static char OfWindows1252(int control) => Windows1252[control - 0x80];

    private static string ResolveOne(Match match)
    {
        string reference = match.Value;
        if (reference[1] == '#')
        {
            string resolved = Resolve(reference);
            return resolved.Contains(';') ? reference : resolved;
        }
        string name = reference[1..];
        return Names.Value.TryGetValue(name, out string? characters) || Shouted.Value.TryGetValue(name, out characters) ? characters : reference;
    }

    private static string ResolveAny(Match match)
    {
        string name = match.Groups[1].Value;
        if (name[0] == '#')
            return OfNumber(name.AsSpan(1).TrimEnd(';'));
        for (int length = name.Length; length > 1; length--)
        {
            if (Names.Value.TryGetValue(name[..length], out string? characters))
                return characters + name[length..];
        }
        return match.Value;
    }

    private static string OfNumber(ReadOnlySpan<char> digits)
    {
        bool isHexadecimal = digits[0] is 'x' or 'X';
        ReadOnlySpan<char> figures = (isHexadecimal ? digits[1..] : digits).TrimStart('0');
        // More figures than eight name no code point, whatever they are.
        uint number = figures.Length == 0 ? 0
            : figures.Length > 8 ? uint.MaxValue
            : uint.Parse(figures, isHexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture);
        return number switch
        {
            0 or (>= 0xD800 and <= 0xDFFF) or > 0x10FFFF => "\uFFFD",
            0x0D => "\r",
            >= 0x80 and <= 0x9F => OfWindows1252((int)number).ToString(),
            < 0x09 or 0x0B or (>= 0x0E and <= 0x1F) or 0x7F or (>= 0xFDD0 and <= 0xFDEF) => "",
            _ => (number & 0xFFFE) == 0xFFFE ? "" : new Rune(number).ToString(),
        };
    }

    private static Dictionary<string, string> ReadNames() => EmbeddedTable.Read("html-entities.txt").ToDictionary(
        fields => fields[0],
        fields => string.Concat(fields[1..].Select(field => new Rune(EmbeddedTable.CodePoint(field)).ToString())));

    private static Dictionary<string, string> ShoutNames()
    {
        var shouted = new Dictionary<string, string>();
        foreach ((string name, string characters) in Names.Value)
        {
            string loud = name.ToUpperInvariant();
            if (name.EndsWith(';') && !name.Any(char.IsAsciiLetterUpper) && Resolve("&" + loud) == "&" + loud)
                shouted.TryAdd(loud, Upper(characters));
        }
        return shouted;
    }

    // Full upper case, which differs from .NET's invariant one for these of HTML's characters.
    private static string Upper(string characters) => characters switch
    {
        "\u0131" => "I",
        "\u00DF" => "SS",
        "\u0149" => "\u02BCN",
        "\uFB00" => "FF",
        "\uFB01" => "FI",
        "\uFB02" => "FL",
        "\uFB03" => "FFI",
        "\uFB04" => "FFL",
        _ => characters.ToUpperInvariant(),
    };

    [GeneratedRegex(@"&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)", RegexOptions.CultureInvariant)]
    private static partial Regex Any();

    [GeneratedRegex("&#?[0-9A-Za-z]{1,24};", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();
}
