using Microsoft.ML.Tokenizers;

namespace Inpaint.Models.Text;

/// <summary>
/// Byte pair encoding of clean text: pieces by a splitter, each piece merged by Microsoft.ML.Tokenizers, which keeps the latest ten
/// thousand short pieces and their ids. May be used by many threads.
/// </summary>
public sealed class BytePairEncoder
{
    // Longer than any word; what goes beyond is no language.
    private const int LongPiece = 256;

    private readonly BpeTokenizer _tokenizer;
    private readonly BasicPlane? _basicPlane;
    private readonly LongPieceMerger _long;
    private readonly BytePairVocabulary _vocabulary;
    private readonly PieceSplitter _splitter;
    private readonly string _endOfWord;
    private readonly int? _unknown;

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
        if (unknownToken is not null)
            _unknown = vocabulary.Ids.TryGetValue(unknownToken, out int id) ? id : throw new VocabularyException($"the unknown token '{unknownToken}' is not in the vocabulary");
        (_vocabulary, _splitter, _endOfWord) = (vocabulary, splitter, endOfWord);
        _long = new LongPieceMerger(vocabulary);
        _basicPlane = bytes ? null : new BasicPlane(vocabulary.Ids.Keys);
        Func<string, string> spell = _basicPlane is null ? token => token : _basicPlane.Map;
        _tokenizer = BpeTokenizer.Create(new BpeOptions(vocabulary.Ids.Select(entry => KeyValuePair.Create(spell(entry.Key), entry.Value)))
        {
            Merges = [.. vocabulary.Merges.Select(merge => $"{spell(merge.Left)} {spell(merge.Right)}")],
            // Pieces are cut before they get there: those by code points are mapped first, and long ones go another way.
            PreTokenizer = null,
            ByteLevel = bytes,
            EndOfWordSuffix = endOfWord.Length > 0 ? endOfWord : null,
            UnknownToken = unknownToken,
            FuseUnknownTokens = false,
        });
    }

    /// <summary>The ids of a text.</summary>
    /// <param name="text">The text, clean.</param>
    public List<int> Encode(ReadOnlySpan<char> text)
    {
        var ids = new List<int>();
        int from = 0;
        while (_splitter.Next(text, from) is { Length: > 0 } piece)
        {
            from = piece.Offset + piece.Length;
            EncodePiece(text[piece.Offset..from], ids);
        }
        return ids;
    }

    /// <summary>The ids of one piece, appended to others.</summary>
    /// <param name="piece">What a splitter cut off.</param>
    /// <param name="ids">Receives them.</param>
    internal void EncodePiece(ReadOnlySpan<char> piece, List<int> ids)
    {
        if (piece.Length > LongPiece)
            ids.AddRange(_long.Merge(Symbols(piece)));
        else
            ids.AddRange(_basicPlane is null ? _tokenizer.EncodeToIds(piece) : _tokenizer.EncodeToIds(_basicPlane.Map(piece.ToString())));
    }

    /// <summary>The token of an id.</summary>
    /// <param name="id">An id that <see cref="Encode"/> gave.</param>
    public string TokenOf(int id) => _vocabulary.Tokens[id];

    private List<int> Symbols(ReadOnlySpan<char> piece)
    {
        string[] symbols = [.. (_basicPlane is null ? ByteAlphabet.Spell(piece) : piece.ToString()).EnumerateRunes().Select(rune => rune.ToString())];
        symbols[^1] += _endOfWord;
        var ids = new List<int>(symbols.Length);
        foreach (string symbol in symbols)
        {
            if (_vocabulary.Ids.TryGetValue(symbol, out int id))
                ids.Add(id);
            else if (_unknown is { } unknown)
                ids.Add(unknown);
        }
        return ids;
    }
}
