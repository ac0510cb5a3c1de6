namespace Inpaint.Models.Text;

/// <summary>Turns texts into the rows of ids that a text encoder reads. May be used by many threads.</summary>
public interface ITextTokenizer
{
    /// <summary>Ids in a row, start and end included.</summary>
    int ContextLength { get; }

    /// <summary>Every id is below this.</summary>
    int VocabularySize { get; }

    /// <summary>The row of a text; one that is too long keeps its beginning.</summary>
    /// <param name="text">Any text.</param>
    TokenizedText Tokenize(string text);

    /// <summary>The text that a row stands for, as far as cleaning left it.</summary>
    /// <param name="ids">Ids, start and end included or not; what follows the first end is padding.</param>
    string Decode(ReadOnlySpan<long> ids);
}
