namespace Inpaint.Models;

/// <summary>An input that a model cannot take. Says which field of which input is wrong, in the caller's words.</summary>
/// <param name="index">Position of the input in its batch, counted from 0.</param>
/// <param name="field">The field: "partial", "mask", "embedding" or "text".</param>
/// <param name="message">What is wrong with it.</param>
public sealed class CompletionInputException(int index, string field, string message) : ArgumentException(message)
{
    /// <summary>Position of the input in its batch, counted from 0.</summary>
    public int Index { get; } = index;

    /// <summary>The field that is wrong: "partial", "mask", "embedding" or "text".</summary>
    public string Field { get; } = field;
}
