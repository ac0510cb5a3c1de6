namespace Inpaint.Models.Text;

/// <summary>
/// Merges the symbols of one piece in n log n. Microsoft.ML.Tokenizers takes time that grows with the square of a piece, and so would let
/// a request of a hundred thousand letters without a blank keep a core busy for ten seconds; and where merges overlap its ids are not
/// always those of the definition.
/// </summary>
/// <param name="vocabulary">Tokens and merges.</param>
internal sealed class PieceMerger(BytePairVocabulary vocabulary)
{
    private const int Gone = -1;

    // Of a pair that stands there twice the later one counts, as in the libraries.
    private readonly Dictionary<(int Left, int Right), (int Rank, int Id)> _merges = vocabulary.Merges
        .Select((merge, rank) => (Pair: (vocabulary.Ids[merge.Left], vocabulary.Ids[merge.Right]), Made: (rank, vocabulary.Ids[merge.Left + merge.Right])))
        .GroupBy(entry => entry.Pair)
        .ToDictionary(group => group.Key, group => group.Last().Made);

    /// <summary>The ids that start symbols become.</summary>
    /// <param name="symbols">Ids of the start symbols.</param>
    /// <param name="first">Receives, for each id, the place of its first symbol; null: nobody asks.</param>
    /// <returns>The best-ranked pair, of equals the leftmost, merged until there is none.</returns>
    public List<int> Merge(IReadOnlyList<int> symbols, List<int>? first = null)
    {
        int[] ids = [.. symbols];
        int[] next = [.. Enumerable.Range(1, ids.Length)];
        int[] previous = [.. Enumerable.Range(-1, ids.Length)];
        var best = new PriorityQueue<(int Left, int Right, int Id), (int Rank, int Place)>();
        for (int i = 0; i < ids.Length; i++)
            Offer(i);
        while (best.TryDequeue(out (int Left, int Right, int Id) merge, out (int Rank, int Place) order))
        {
            int place = order.Place;
            int right = next[place];
            // Either side may have become part of another token since.
            if (ids[place] != merge.Left || right >= ids.Length || ids[right] != merge.Right)
                continue;
            ids[place] = merge.Id;
            ids[right] = Gone;
            next[place] = next[right];
            if (next[place] < ids.Length)
                previous[next[place]] = place;
            Offer(place);
            if (previous[place] >= 0)
                Offer(previous[place]);
        }
        var merged = new List<int>();
        for (int i = 0; i < ids.Length; i = next[i])
        {
            merged.Add(ids[i]);
            first?.Add(i);
        }
        return merged;

        void Offer(int place)
        {
            int right = next[place];
            if (right < ids.Length && _merges.TryGetValue((ids[place], ids[right]), out (int Rank, int Id) made))
                best.Enqueue((ids[place], ids[right], made.Id), (made.Rank, place));
        }
    }
}
