using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Inpaint.Tests.Unit.Golden;

/// <summary>JSON as Python writes it: with NaN, Infinity and -Infinity as bare words, which become strings here.</summary>
internal static partial class GoldenJson
{
    public static JsonElement Load(string path)
    {
        var text = StringOrBareWord().Replace(File.ReadAllText(path), match => match.Value[0] == '"' ? match.Value : $"\"{match.Value}\"");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>A number, infinite ones and NaN included.</summary>
    public static double GetNumber(this JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? double.Parse(element.GetString()!, CultureInfo.InvariantCulture) : element.GetDouble();

    [GeneratedRegex("""
        "(?:\\.|[^"\\])*"|-?Infinity|NaN
        """)]
    private static partial Regex StringOrBareWord();
}
