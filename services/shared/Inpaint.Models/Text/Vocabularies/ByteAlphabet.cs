using System.Text;

namespace Inpaint.Models.Text;

/// <summary>
/// GPT-2's table of bytes as printable characters: bytes that are printable in Latin-1 stand for themselves, the rest for U+0100 and on.
/// </summary>
public static class ByteAlphabet
{
    private static readonly char[] Characters = new char[256];
    private static readonly Dictionary<char, byte> Bytes = [];

    static ByteAlphabet()
    {
        byte[] printable = [.. Enumerable.Range(0, 256).Where(IsPrintable).Select(value => (byte)value)];
        byte[] rest = [.. Enumerable.Range(0, 256).Where(value => !IsPrintable(value)).Select(value => (byte)value)];
        foreach (byte value in printable)
            Characters[value] = (char)value;
        for (int i = 0; i < rest.Length; i++)
            Characters[rest[i]] = (char)(256 + i);
        for (int value = 0; value < 256; value++)
            Bytes.Add(Characters[value], (byte)value);
        InOrder = [.. printable.Concat(rest).Select(value => Characters[value])];
    }

    /// <summary>The 256 characters in the table's own order, in which vocabularies start.</summary>
    public static IReadOnlyList<char> InOrder { get; }

    /// <summary>The bytes of a text's UTF-8 as characters.</summary>
    public static string Spell(ReadOnlySpan<char> text)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        int count = Encoding.UTF8.GetBytes(text, bytes);
        return string.Create(count, bytes, static (spelt, source) =>
        {
            for (int i = 0; i < spelt.Length; i++)
                spelt[i] = Characters[source[i]];
        });
    }

    /// <summary>The text that such characters stand for; bytes that are no UTF-8 become U+FFFD, characters outside the table are left out.</summary>
    public static string Read(ReadOnlySpan<char> spelt)
    {
        byte[] bytes = new byte[spelt.Length];
        int count = 0;
        foreach (char character in spelt)
        {
            if (Bytes.TryGetValue(character, out byte value))
                bytes[count++] = value;
        }
        return Encoding.UTF8.GetString(bytes, 0, count);
    }

    private static bool IsPrintable(int value) => value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE;
}
