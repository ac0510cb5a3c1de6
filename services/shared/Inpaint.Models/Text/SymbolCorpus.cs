namespace Inpaint.Models.Text;

/// <summary>Words as symbols, and how often each pair of neighbours occurs; kept up to date while pairs are joined.</summary>
internal sealed class SymbolCorpus
{
    private readonly List<(List<string> Symbols, long Count)> _words = [];
    private readonly Dictionary<Merge, long> _counts = [];
    private readonly Dictionary<Merge, HashSet<int>> _places = [];

    /// <summary>Takes words apart into characters, the last with the end-of-word mark.</summary>
    /// <param name="words">Words in the byte alphabet and their counts.</param>
    public SymbolCorpus(IReadOnlyDictionary<string, long> words)
    {
        foreach ((string word, long count) in words)
        {
            List<string> symbols = [.. word.Select(character => character.ToString())];
            symbols[^1] += BytePairVocabulary.EndOfWord;
            _words.Add((symbols, count));
            Count(_words.Count - 1, 1);
        }
    }

    /// <summary>The most frequent pair, of equals the first in ordinal order; null: none occurs often enough.</summary>
    /// <param name="minimumCount">Fewest occurrences.</param>
    /// <param name="tokens">What no pair may make again.</param>
    public Merge? Best(long minimumCount, IReadOnlySet<string> tokens)
    {
        Merge? best = null;
        long most = minimumCount - 1;
        foreach ((Merge pair, long count) in _counts)
        {
            bool leads = count > most || (count == most && best is { } other && Compare(pair, other) < 0);
            if (leads && !tokens.Contains(pair.Left + pair.Right))
                (best, most) = (pair, count);
        }
        return best;
    }

    /// <summary>Joins a pair wherever it occurs, from left to right.</summary>
    public void Join(Merge pair)
    {
        foreach (int place in _places[pair].ToArray())
        {
            Count(place, -1);
            List<string> symbols = _words[place].Symbols;
            for (int i = 0; i + 1 < symbols.Count; i++)
            {
                if (symbols[i] != pair.Left || symbols[i + 1] != pair.Right)
                    continue;
                symbols[i] += symbols[i + 1];
                symbols.RemoveAt(i + 1);
            }
            Count(place, 1);
        }
    }

    private void Count(int place, int sign)
    {
        (List<string> symbols, long count) = _words[place];
        for (int i = 0; i + 1 < symbols.Count; i++)
        {
            var pair = new Merge(symbols[i], symbols[i + 1]);
            long total = _counts.GetValueOrDefault(pair) + (sign * count);
            if (total > 0)
                _counts[pair] = total;
            else
                _counts.Remove(pair);
            if (!_places.TryGetValue(pair, out HashSet<int>? places))
                _places.Add(pair, places = []);
            if (sign > 0)
                places.Add(place);
            else
                places.Remove(place);
        }
    }

    private static int Compare(Merge left, Merge right) => string.CompareOrdinal(left.Left, right.Left) is not 0 and var order
        ? order
        : string.CompareOrdinal(left.Right, right.Right);
}
