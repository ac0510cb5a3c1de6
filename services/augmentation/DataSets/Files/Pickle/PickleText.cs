using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Inpaint.Augmentation.DataSets.Files.Pickle;

/// <summary>The two text encodings of pickles that .NET has no decoder for.</summary>
internal static class PickleText
{
    private const uint LastCodePoint = 0x10FFFF;

    /// <summary>NumPy's strings: UTF-32 of either byte order, padded with zeros that are no part of the text.</summary>
    /// <exception cref="DataFileException">Corrupt: a value beyond Unicode.</exception>
    public static string DecodeUtf32(ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        var text = new StringBuilder(bytes.Length / 4);
        for (var i = 0; i < bytes.Length; i += 4)
        {
            Append(text, bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes[i..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[i..]));
        }

        return text.ToString().TrimEnd('\0');
    }

    /// <summary>Python's raw-unicode-escape: latin1, with \uXXXX and \UXXXXXXXX where an odd number of backslashes stands.</summary>
    /// <exception cref="DataFileException">Corrupt: an escape without its digits, or a value beyond Unicode.</exception>
    public static string DecodeRawUnicodeEscape(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            text.Append((char)bytes[i]);
            if (bytes[i] != '\\' || i + 1 == bytes.Length)
                continue;

            i++;
            var digits = bytes[i] switch { (byte)'u' => 4, (byte)'U' => 8, _ => 0 };
            if (digits == 0)
            {
                text.Append((char)bytes[i]);
                continue;
            }

            if (bytes.Length - i - 1 < digits || !uint.TryParse(bytes.Slice(i + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
                throw DataFileException.Corrupt("an escape in a string of the pickle cannot be read");

            text.Length--;
            Append(text, value);
            i += digits;
        }

        return text.ToString();
    }

    // Surrogates stand alone in Python as in .NET: they are kept as they are.
    private static void Append(StringBuilder text, uint codePoint)
    {
        if (codePoint > LastCodePoint)
            throw DataFileException.Corrupt("a string of the pickle has a character beyond Unicode");

        if (codePoint <= char.MaxValue)
            text.Append((char)codePoint);
        else
            text.Append(char.ConvertFromUtf32((int)codePoint));
    }
}
