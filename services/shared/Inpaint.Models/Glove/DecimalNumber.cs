using System.Buffers;
using System.Globalization;

namespace Inpaint.Models.Glove;

/// <summary>Reads plain decimal numbers: sign, digits with a point, exponent; nothing else is one.</summary>
internal static class DecimalNumber
{
    // Both sides of the division are exact in float32, so that its one rounding is the right one (Clinger 1990).
    private const uint LargestExactMantissa = 1 << 24;
    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly float[] ExactPowers = [1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f, 1e10f];
    private static readonly SearchValues<byte> Allowed = SearchValues.Create("0123456789+-.eE"u8);

    /// <summary>Reads a number, rounded to the nearest float32.</summary>
    /// <returns>Whether the whole text is a plain decimal number that is finite in float32.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out float value) => TryParseShort(text, out value) || TryParseAny(text, out value);

    // What nearly all numbers of such files are: a sign, few digits, a point among them.
    private static bool TryParseShort(ReadOnlySpan<byte> text, out float value)
    {
        value = 0;
        var at = text is [(byte)'-' or (byte)'+', ..] ? 1 : 0;
        var (mantissa, digits, point) = (0u, 0, -1);
        for (var i = at; i < text.Length; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (digit <= 9)
            {
                mantissa = mantissa * 10 + digit;
                digits++;
                if (mantissa > LargestExactMantissa)
                    return false;
            }
            else if (text[i] == '.' && point < 0)
            {
                point = i;
            }
            else
            {
                return false;
            }
        }

        var decimals = point < 0 ? 0 : text.Length - point - 1;
        if (digits == 0 || decimals >= ExactPowers.Length)
            return false;
        value = mantissa / ExactPowers[decimals];
        if (text[0] == '-')
            value = -value;
        return true;
    }

    private static bool TryParseAny(ReadOnlySpan<byte> text, out float value)
    {
        value = 0;
        return !text.ContainsAnyExcept(Allowed) && float.TryParse(text, Plain, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);
    }
}
