using System.Collections.Concurrent;
using Microsoft.ML.Tokenizers;

namespace Inpaint.Models.Text;

/// <summary>
/// Byte pair encoding of clean text: pieces by a splitter, each piece merged by the ranks of its pairs (Sennrich et al. 2016). It keeps the
/// ids of some thousand short pieces. May be used by many threads. It is a <see cref="Tokenizer"/> of Microsoft.ML.Tokenizers; the merging is
/// our own (<see cref="PieceMerger"/> says why).
/// </summary>
public sealed partial class BytePairEncoder : Tokenizer
{
    // Words of a domain; what comes after that many is merged anew every time.
    private const int MaxKept = 10_000;
    private const int LongestKept = 32;

    private readonly PieceMerger _merger;
    private readonly BytePairVocabulary _vocabulary;
    private readonly PieceSplitter _splitter;
    private readonly bool _bytes;
    private readonly string _endOfWord;
    private readonly int? _unknown;
    private readonly ConcurrentDictionary<string, int[]> _kept = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> _keptBySpan;
    private int _keptCount;

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
        (_vocabulary, _splitter, _bytes, _endOfWord) = (vocabulary, splitter, bytes, endOfWord);
        _merger = new PieceMerger(vocabulary);
        _keptBySpan = _kept.GetAlternateLookup<ReadOnlySpan<char>>();
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
        if (piece.Length > LongestKept)
        {
            ids.AddRange(_merger.Merge(Symbols(piece, null)));
            return;
        }
        if (!_keptBySpan.TryGetValue(piece, out int[]? merged))
        {
            merged = [.. _merger.Merge(Symbols(piece, null))];
            if (Volatile.Read(ref _keptCount) < MaxKept && _keptBySpan.TryAdd(piece, merged))
                Interlocked.Increment(ref _keptCount);
        }
        ids.AddRange(merged);
    }

    // The ids of the start symbols; `places` receives which of all the piece's symbols each is, for some may be left out.
    private List<int> Symbols(ReadOnlySpan<char> piece, List<int>? places)
    {
        string[] symbols = [.. (_bytes ? ByteAlphabet.Spell(piece) : piece.ToString()).EnumerateRunes().Select(rune => rune.ToString())];
        symbols[^1] += _endOfWord;
        var ids = new List<int>(symbols.Length);
        for (int i = 0; i < symbols.Length; i++)
        {
            if (!_vocabulary.Ids.TryGetValue(symbols[i], out int id))
            {
                if (_unknown is not { } unknown)
                    continue;
                id = unknown;
            }
            ids.Add(id);
            places?.Add(i);
        }
        return ids;
    }
}
