namespace Inpaint.Models.Text;

/// <summary>A text has more tokens than the encoder reads.</summary>
/// <param name="index">Which of its batch it is, counted from 0.</param>
/// <param name="tokens">How many it has, start and end included.</param>
/// <param name="limit">How many are allowed.</param>
public sealed class TextTooLongException(int index, int tokens, int limit) : Exception($"text {index}: {tokens} tokens, {limit} allowed")
{
    /// <summary>Which of its batch it is, counted from 0.</summary>
    public int Index { get; } = index;

    /// <summary>How many tokens it has, start and end included.</summary>
    public int Tokens { get; } = tokens;

    /// <summary>How many are allowed.</summary>
    public int Limit { get; } = limit;
}
