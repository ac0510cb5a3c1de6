using System.Buffers;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace Inpaint.Models.Text;

// What Microsoft.ML.Tokenizers asks of a tokenizer; its other members count, cut and look up by these.
public sealed partial class BytePairEncoder
{
    /// <summary>The text that ids stand for: a blank after every word where the vocabulary marks words' ends.</summary>
    /// <param name="ids">Ids of the vocabulary.</param>
    /// <exception cref="ArgumentOutOfRangeException">An id is no token's.</exception>
    public override string Decode(IEnumerable<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return TryDecode(ids) ?? throw new ArgumentOutOfRangeException(nameof(ids), "an id is no token's");
    }

    /// <summary>Writes the text that ids stand for: all of it or, where it does not fit or an id is no token's, nothing.</summary>
    /// <param name="ids">Ids of the vocabulary.</param>
    /// <param name="destination">Receives the text.</param>
    /// <param name="idsConsumed">How many ids are written: all or none, for a code point may be spread over several.</param>
    /// <param name="charsWritten">How many UTF-16 units they took.</param>
    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
    {
        ArgumentNullException.ThrowIfNull(ids);
        (idsConsumed, charsWritten) = (0, 0);
        int[] all = [.. ids];
        if (TryDecode(all) is not { } text)
            return OperationStatus.InvalidData;
        if (!text.TryCopyTo(destination))
            return OperationStatus.DestinationTooSmall;
        (idsConsumed, charsWritten) = (all.Length, text.Length);
        return OperationStatus.Done;
    }

    /// <inheritdoc/>
    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        ReadOnlySpan<char> whole = text is null ? textSpan : text;
        var tokens = new List<EncodedToken>();
        int from = 0;
        while (tokens.Count <= settings.MaxTokenCount && NextPiece(whole, from, settings.ConsiderPreTokenization) is { Length: > 0 } piece)
        {
            from = piece.Offset + piece.Length;
            AppendTokens(whole[piece.Offset..from], piece.Offset, tokens);
        }
        if (tokens.Count <= settings.MaxTokenCount)
            return new EncodeResults<EncodedToken> { Tokens = tokens, CharsConsumed = whole.Length };
        tokens.RemoveRange(settings.MaxTokenCount, tokens.Count - settings.MaxTokenCount);
        return new EncodeResults<EncodedToken> { Tokens = tokens, CharsConsumed = tokens.Count == 0 ? 0 : tokens[^1].Offset.End.Value };
    }

    /// <inheritdoc/>
    protected override EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        if (settings.MaxTokenCount != int.MaxValue || !settings.ConsiderPreTokenization)
            return base.EncodeToIds(text, textSpan, settings);
        ReadOnlySpan<char> whole = text is null ? textSpan : text;
        return new EncodeResults<int> { Tokens = Encode(whole), CharsConsumed = whole.Length };
    }

    private string? TryDecode(IEnumerable<int> ids)
    {
        var spelt = new StringBuilder();
        foreach (int id in ids)
        {
            if (!_vocabulary.Tokens.TryGetValue(id, out string? token))
                return null;
            spelt.Append(token);
        }
        string text = _bytes ? ByteAlphabet.Read(spelt.ToString()) : spelt.ToString();
        return _endOfWord.Length == 0 ? text : text.Replace(_endOfWord, " ", StringComparison.Ordinal);
    }

    private (int Offset, int Length) NextPiece(ReadOnlySpan<char> text, int from, bool split) =>
        split ? _splitter.Next(text, from) : (from, text.Length - from);

    private void AppendTokens(ReadOnlySpan<char> piece, int offset, List<EncodedToken> tokens)
    {
        var places = new List<int>();
        List<int> symbols = Symbols(piece, places);
        List<(int Start, int End)> characters = CharactersOfSymbols(piece);
        var first = new List<int>();
        List<int> ids = _merger.Merge(symbols, first);
        for (int i = 0; i < ids.Count; i++)
        {
            int last = (i + 1 < ids.Count ? first[i + 1] : symbols.Count) - 1;
            (int start, int end) = (characters[places[first[i]]].Start, characters[places[last]].End);
            tokens.Add(new EncodedToken(ids[i], _vocabulary.Tokens[ids[i]], new Range(offset + start, offset + end)));
        }
    }

    // Of each symbol the UTF-16 units of its code point.
    private List<(int Start, int End)> CharactersOfSymbols(ReadOnlySpan<char> piece)
    {
        var characters = new List<(int, int)>(piece.Length);
        int start = 0;
        while (start < piece.Length)
        {
            // A surrogate alone is one unit, and spelt as U+FFFD.
            Rune.DecodeFromUtf16(piece[start..], out Rune rune, out int units);
            for (int i = 0; i < (_bytes ? rune.Utf8SequenceLength : 1); i++)
                characters.Add((start, start + units));
            start += units;
        }
        return characters;
    }
}
