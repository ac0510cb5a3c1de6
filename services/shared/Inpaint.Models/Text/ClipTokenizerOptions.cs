namespace Inpaint.Models.Text;

/// <summary>How a CLIP reads texts.</summary>
public sealed record ClipTokenizerOptions
{
    /// <summary>Ids in a row, start and end included; at least 2. Default 77.</summary>
    public int ContextLength { get; init; } = 77;

    /// <summary>How texts are cleaned. Default OpenAI's way.</summary>
    public TextCleaning Cleaning { get; init; } = TextCleaning.OpenAi;

    /// <summary>Fills rows behind the end; null: 0 in OpenAI's way, the end's own id in Hugging Face's.</summary>
    public int? PadId { get; init; }
}
