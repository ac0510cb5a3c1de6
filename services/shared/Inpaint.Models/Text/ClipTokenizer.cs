namespace Inpaint.Models.Text;

/// <summary>
/// CLIP's tokenizer (Radford et al. 2021): cleaned, split, byte pair encoding over bytes with an end-of-word mark, between a start and
/// an end. Both cleanings on record give the ids of their own implementations.
/// </summary>
public sealed class ClipTokenizer : ITextTokenizer
{
    private readonly BytePairEncoder _encoder;
    private readonly ClipSplitter _splitter;
    private readonly TextCleaning _cleaning;
    private readonly (string Name, int Id)[] _special;
    private readonly int _pad;

    /// <summary>Prepares the tokenizer.</summary>
    /// <param name="vocabulary">Tokens and merges over the byte alphabet, with <see cref="BytePairVocabulary.StartOfText"/> and <see cref="BytePairVocabulary.EndOfText"/>.</param>
    /// <param name="options">Length, cleaning, padding.</param>
    /// <exception cref="VocabularyException">Start or end is no token of the vocabulary.</exception>
    public ClipTokenizer(BytePairVocabulary vocabulary, ClipTokenizerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        options ??= new ClipTokenizerOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ContextLength, 2);
        StartId = IdOf(vocabulary, BytePairVocabulary.StartOfText);
        EndId = IdOf(vocabulary, BytePairVocabulary.EndOfText);
        _special = [(BytePairVocabulary.StartOfText, StartId), (BytePairVocabulary.EndOfText, EndId)];
        _cleaning = options.Cleaning;
        bool inPattern = _cleaning == TextCleaning.OpenAi;
        _splitter = inPattern ? new ClipSplitter([.. _special.Select(special => special.Name)], ignoreCase: true) : ClipSplitter.Plain;
        _encoder = new BytePairEncoder(vocabulary, _splitter, bytes: true, BytePairVocabulary.EndOfWord);
        _pad = options.PadId ?? (inPattern ? 0 : EndId);
        ContextLength = options.ContextLength;
        VocabularySize = vocabulary.Size;
    }

    /// <summary>Id of the start of a text.</summary>
    public int StartId { get; }

    /// <summary>Id of the end of a text.</summary>
    public int EndId { get; }

    /// <inheritdoc/>
    public int ContextLength { get; }

    /// <inheritdoc/>
    public int VocabularySize { get; }

    /// <inheritdoc/>
    public TokenizedText Tokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ids = new List<int> { StartId };
        if (_cleaning == TextCleaning.OpenAi)
            AppendCleaned(TextCleaner.Clean(text, _cleaning), ids);
        else
            AppendRaw(text, ids);
        ids.Add(EndId);
        bool truncated = ids.Count > ContextLength;
        long[] row = new long[ContextLength];
        for (int i = 0; i < row.Length; i++)
            row[i] = i < ids.Count ? ids[i] : _pad;
        if (truncated)
            row[^1] = EndId;
        return new TokenizedText(row, ids.Count, truncated);
    }

    /// <inheritdoc/>
    public string Decode(ReadOnlySpan<long> ids)
    {
        if (!ids.IsEmpty && ids[0] == StartId)
            ids = ids[1..];
        int end = ids.IndexOf(EndId);
        var kept = new List<int>();
        foreach (long id in end >= 0 ? ids[..end] : ids)
            kept.Add((int)id);
        string text = _encoder.Decode(kept);
        return _cleaning == TextCleaning.OpenAi ? text : text.Trim();
    }

    // OpenAI's way: a special name is a piece where the pattern meets it, so not behind other marks.
    private void AppendCleaned(string text, List<int> ids)
    {
        int from = 0;
        while (_splitter.Next(text, from) is { Length: > 0 } found)
        {
            from = found.Offset + found.Length;
            ReadOnlySpan<char> piece = text.AsSpan(found.Offset, found.Length);
            if (IsSpecial(piece, out int id))
                ids.Add(id);
            else
                _encoder.EncodePiece(piece, ids);
        }
    }

    // Hugging Face's way: special names are cut out before anything else.
    private void AppendRaw(string text, List<int> ids)
    {
        int done = 0;
        while (FindSpecial(text, done) is { Offset: >= 0 } found)
        {
            ids.AddRange(_encoder.Encode(TextCleaner.Clean(text[done..found.Offset], _cleaning)));
            ids.Add(found.Id);
            done = found.Offset + found.Length;
        }
        ids.AddRange(_encoder.Encode(TextCleaner.Clean(text[done..], _cleaning)));
    }

    private (int Offset, int Length, int Id) FindSpecial(string text, int from)
    {
        (int Offset, int Length, int Id) first = (-1, 0, 0);
        foreach ((string name, int id) in _special)
        {
            int offset = text.IndexOf(name, from, StringComparison.Ordinal);
            if (offset >= 0 && (first.Offset < 0 || offset < first.Offset))
                first = (offset, name.Length, id);
        }
        return first;
    }

    private bool IsSpecial(ReadOnlySpan<char> piece, out int id)
    {
        foreach ((string name, int specialId) in _special)
        {
            if (piece.SequenceEqual(name))
            {
                id = specialId;
                return true;
            }
        }
        id = 0;
        return false;
    }

    private static int IdOf(BytePairVocabulary vocabulary, string name) =>
        vocabulary.Ids.TryGetValue(name, out int id) ? id : throw new VocabularyException($"the vocabulary lacks the token '{name}'");
}
