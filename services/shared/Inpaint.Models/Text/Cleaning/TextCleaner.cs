namespace Inpaint.Models.Text;

/// <summary>Cleans texts; each way is a pure function, so that equal texts have equal tokens everywhere.</summary>
public static class TextCleaner
{
    /// <summary>The text, cleaned.</summary>
    /// <param name="text">Any text; surrogates without a partner count as U+FFFD.</param>
    /// <param name="cleaning">The way.</param>
    public static string Clean(string text, TextCleaning cleaning)
    {
        ArgumentNullException.ThrowIfNull(text);
        return cleaning switch
        {
            TextCleaning.OpenAi => AsOpenAi(text),
            TextCleaning.HuggingFace => AsHuggingFace(text),
            _ => throw new ArgumentOutOfRangeException(nameof(cleaning), cleaning, "unknown way of cleaning"),
        };
    }

    private static string AsOpenAi(string text)
    {
        string repaired = TextRepair.Repair(text);
        string resolved = HtmlReferences.Resolve(HtmlReferences.Resolve(repaired));
        return LowerCase.OfText(WhiteSpace.CollapseAndTrim(resolved));
    }

    private static string AsHuggingFace(string text) => LowerCase.OfEach(WhiteSpace.Collapse(CanonicalComposition.Compose(text)));
}
