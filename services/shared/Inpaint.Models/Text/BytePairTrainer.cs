namespace Inpaint.Models.Text;

/// <summary>
/// Learns the merges of a vocabulary from texts (Sennrich et al. 2016): over and over the pair of symbols that occurs most becomes one.
/// Cleaned and split as <see cref="ClipTokenizer"/> does in OpenAI's way; of pairs that occur equally often the first in ordinal order
/// is taken, so that equal texts make equal vocabularies.
/// </summary>
public sealed class BytePairTrainer
{
    private readonly Dictionary<string, long> _words = new(StringComparer.Ordinal);

    /// <summary>Counts the words of a text.</summary>
    /// <param name="text">Any text.</param>
    public void Add(string text)
    {
        foreach (string piece in ClipSplitter.Plain.Split(TextCleaner.Clean(text, TextCleaning.OpenAi)))
        {
            string word = ByteAlphabet.Spell(piece);
            _words[word] = _words.GetValueOrDefault(word) + 1;
        }
    }

    /// <summary>Learns from all words added.</summary>
    /// <param name="merges">Most merges to learn; fewer where the words hold no more pairs that occur often enough.</param>
    /// <param name="minimumCount">Fewest occurrences of a pair; at least 1.</param>
    public BytePairVocabulary Train(int merges, long minimumCount = 2)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(merges);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumCount, 1);
        var corpus = new SymbolCorpus(_words);
        var learnt = new List<Merge>();
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        // A token has one id, so a second way to make it is passed over.
        while (learnt.Count < merges && corpus.Best(minimumCount, tokens) is { } best)
        {
            corpus.Join(best);
            tokens.Add(best.Left + best.Right);
            learnt.Add(best);
        }
        return BytePairVocabulary.OfMerges(learnt);
    }
}
