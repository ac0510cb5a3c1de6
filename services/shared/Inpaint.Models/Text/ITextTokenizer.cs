namespace Inpaint.Models.Text;

/// <summary>Turns texts into a model's token ids. Safe to use from several threads at once.</summary>
public interface ITextTokenizer
{
    /// <summary>Ids of every text, start and end included.</summary>
    int ContextLength { get; }

    /// <summary>Tokens in the vocabulary; every id is below it.</summary>
    int VocabularySize { get; }

    /// <summary>Turns a text into ids. One that is too long is cut, and the result says so.</summary>
    TokenizedText Tokenize(string text);
}

/// <summary>A text as token ids.</summary>
/// <param name="Ids">Start, text, end, and padding up to the context's length.</param>
/// <param name="Count">Ids before cutting, start and end included, padding not.</param>
/// <param name="Truncated">Whether the text was cut.</param>
public sealed record TokenizedText(long[] Ids, int Count, bool Truncated);
