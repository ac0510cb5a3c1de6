using Microsoft.ML.Tokenizers;

namespace Inpaint.Models.Text;

/// <summary>
/// Byte pair encoding of clean text: pieces by a splitter, each piece merged by Microsoft.ML.Tokenizers. May be used by many threads.
/// </summary>
public sealed class BytePairEncoder
{
    private readonly BpeTokenizer _tokenizer;
    private readonly BasicPlane? _basicPlane;
    private readonly BytePairVocabulary _vocabulary;
    private readonly PieceSplitter _splitter;

    /// <summary>Prepares the encoder.</summary>
    /// <param name="vocabulary">Tokens and merges.</param>
    /// <param name="splitter">Cuts the text into pieces.</param>
    /// <param name="bytes">Whether pieces are spelt in bytes (<see cref="ByteAlphabet"/>) instead of code points.</param>
    /// <param name="endOfWord">Appended to the last symbol of a piece; empty: nothing.</param>
    /// <param name="unknownToken">Stands for every symbol that is no token, one each; null: such symbols are left out.</param>
    /// <exception cref="VocabularyException">The unknown token is no token.</exception>
    public BytePairEncoder(BytePairVocabulary vocabulary, PieceSplitter splitter, bool bytes, string endOfWord = "", string? unknownToken = null)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(splitter);
        ArgumentNullException.ThrowIfNull(endOfWord);
        if (unknownToken is not null && !vocabulary.Ids.ContainsKey(unknownToken))
            throw new VocabularyException($"the unknown token '{unknownToken}' is not in the vocabulary");
        (_vocabulary, _splitter) = (vocabulary, splitter);
        _basicPlane = bytes ? null : new BasicPlane(vocabulary.Ids.Keys);
        Func<string, string> spell = _basicPlane is null ? token => token : _basicPlane.Map;
        _tokenizer = BpeTokenizer.Create(new BpeOptions(vocabulary.Ids.Select(entry => KeyValuePair.Create(spell(entry.Key), entry.Value)))
        {
            Merges = [.. vocabulary.Merges.Select(merge => $"{spell(merge.Left)} {spell(merge.Right)}")],
            PreTokenizer = bytes ? splitter : null,
            ByteLevel = bytes,
            EndOfWordSuffix = endOfWord.Length > 0 ? endOfWord : null,
            UnknownToken = unknownToken,
            FuseUnknownTokens = false,
        });
    }

    /// <summary>The ids of a text.</summary>
    /// <param name="text">The text, clean.</param>
    public IReadOnlyList<int> Encode(ReadOnlySpan<char> text) =>
        _basicPlane is null ? _tokenizer.EncodeToIds(text) : EncodePieces(text, _basicPlane);

    /// <summary>The token of an id.</summary>
    /// <param name="id">An id that <see cref="Encode"/> gave.</param>
    public string TokenOf(int id) => _vocabulary.Tokens[id];

    // Split before it is mapped: a letter in the private area is no letter any more.
    private List<int> EncodePieces(ReadOnlySpan<char> text, BasicPlane basicPlane)
    {
        var ids = new List<int>();
        foreach ((int offset, int length) in _splitter.PreTokenize(text))
            ids.AddRange(_tokenizer.EncodeToIds(basicPlane.Map(text.Slice(offset, length).ToString())));
        return ids;
    }
}
