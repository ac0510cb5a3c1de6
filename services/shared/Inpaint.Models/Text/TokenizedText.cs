namespace Inpaint.Models.Text;

/// <summary>A text as ids.</summary>
/// <param name="Ids">Start, text, end, padding: one row of the tokenizer's context length.</param>
/// <param name="Count">Ids before anything was cut off, start and end included, padding not.</param>
/// <param name="Truncated">Whether only the beginning of the text is in the row.</param>
public sealed record TokenizedText(long[] Ids, int Count, bool Truncated)
{
    /// <summary>Refuses a text that was too long.</summary>
    /// <param name="index">Which of its batch it is, counted from 0.</param>
    /// <exception cref="TextTooLongException">It was.</exception>
    public void ThrowIfTruncated(int index)
    {
        if (Truncated)
            throw new TextTooLongException(index, Count, Ids.Length);
    }
}
