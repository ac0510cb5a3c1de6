namespace Inpaint.Models.Text;

/// <summary>A pair of symbols that becomes one.</summary>
/// <param name="Left">The first.</param>
/// <param name="Right">The second.</param>
public readonly record struct Merge(string Left, string Right);

/// <summary>The tokens of a byte pair encoding and the merges that make them (Sennrich et al. 2016).</summary>
public sealed class BytePairVocabulary
{
    /// <summary>Appended to the last symbol of a word, in CLIP's vocabularies.</summary>
    public const string EndOfWord = "</w>";

    /// <summary>Name of the token that starts every text, in CLIP's vocabularies.</summary>
    public const string StartOfText = "<|startoftext|>";

    /// <summary>Name of the token that ends every text, in CLIP's vocabularies.</summary>
    public const string EndOfText = "<|endoftext|>";

    /// <summary>Checks and keeps.</summary>
    /// <param name="ids">Id of every token, each id at most once.</param>
    /// <param name="merges">The merges, best first.</param>
    /// <exception cref="VocabularyException">An id is negative or given twice, or a merge makes or takes a symbol that is no token.</exception>
    public BytePairVocabulary(IReadOnlyDictionary<string, int> ids, IReadOnlyList<Merge> merges)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(merges);
        var tokens = new Dictionary<int, string>(ids.Count);
        foreach ((string token, int id) in ids)
        {
            if (id < 0 || !tokens.TryAdd(id, token))
                throw new VocabularyException($"the id {id} of the token '{token}' is {(id < 0 ? "negative" : "another token's, too")}");
        }
        for (int i = 0; i < merges.Count; i++)
        {
            (string left, string right) = merges[i];
            foreach (string symbol in (string[])[left, right, left + right])
            {
                if (!ids.ContainsKey(symbol))
                    throw new VocabularyException($"merge {i} ('{left}' and '{right}') needs the token '{symbol}', which the vocabulary lacks");
            }
        }
        (Ids, Tokens, Merges) = (ids, tokens, merges);
        Size = ids.Count == 0 ? 0 : tokens.Keys.Max() + 1;
    }

    /// <summary>Id of every token.</summary>
    public IReadOnlyDictionary<string, int> Ids { get; }

    /// <summary>Token of every id.</summary>
    public IReadOnlyDictionary<int, string> Tokens { get; }

    /// <summary>The merges, best first.</summary>
    public IReadOnlyList<Merge> Merges { get; }

    /// <summary>The largest id plus one: rows of an embedding that holds every token.</summary>
    public int Size { get; }

    /// <summary>
    /// A vocabulary in CLIP's order: the 256 bytes, the 256 bytes that end a word, one token a merge, start and end of text.
    /// </summary>
    /// <param name="merges">The merges, best first, over the byte alphabet.</param>
    public static BytePairVocabulary OfMerges(IReadOnlyList<Merge> merges)
    {
        ArgumentNullException.ThrowIfNull(merges);
        IEnumerable<string> bytes = ByteAlphabet.InOrder.Select(character => character.ToString());
        string[] tokens =
        [
            .. bytes, .. bytes.Select(character => character + EndOfWord), .. merges.Select(merge => merge.Left + merge.Right), StartOfText, EndOfText,
        ];
        var ids = new Dictionary<string, int>(tokens.Length);
        foreach (string token in tokens)
        {
            if (!ids.TryAdd(token, ids.Count))
                throw new VocabularyException($"the token '{token}' is made twice");
        }
        return new BytePairVocabulary(ids, merges);
    }
}
