using System.Text.RegularExpressions;
using Inpaint.Models.Text;

namespace Inpaint.Models.Glove;

/// <summary>
/// Splits sentences into words as the published vocabularies hold them. A word is a run of letters, digits and marks, within which
/// single hyphens, points, commas, slashes and apostrophes may stand ("tube-mounted", "1.5", "don't"); other punctuation is no word. A word that the
/// vocabulary lacks is split, as far as that finds known parts: English clitics as in the Penn treebank ("bike's" to "bike", "'s";
/// "don't" to "do", "n't"), then at hyphens, points, commas and slashes.
/// </summary>
/// <param name="isKnown">Whether the vocabulary has a word; null: every word stays whole, as vocabularies are made.</param>
/// <param name="lowerCase">Whether words are brought to lower case first, for a vocabulary that has no other.</param>
public sealed partial class SentenceSplitter(Func<string, bool>? isKnown = null, bool lowerCase = true)
{
    private static readonly string[] Clitics = ["n't", "'s", "'re", "'ve", "'m", "'ll", "'d"];
    private static readonly char[] Joints = ['-', '.', ',', '/'];

    /// <summary>Splits a sentence.</summary>
    /// <param name="text">The sentence, in any normalisation; it is read in NFC, typographic apostrophes and hyphens as plain ones.</param>
    /// <returns>Its words in order.</returns>
    public List<string> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = Plain(text);
        var words = new List<string>();
        foreach (var match in Words().EnumerateMatches(plain))
            Add(plain.Substring(match.Index, match.Length), words);
        return words;
    }

    private void Add(string word, List<string> words)
    {
        if (isKnown is null || isKnown(word))
            words.Add(word);
        else if (!TryClitic(word, words) && !TryParts(word, words))
            words.Add(word);
    }

    private bool TryClitic(string word, List<string> words)
    {
        foreach (var clitic in Clitics)
        {
            if (word.Length > clitic.Length && word.EndsWith(clitic, StringComparison.OrdinalIgnoreCase) && isKnown!(word[^clitic.Length..]))
            {
                Add(word[..^clitic.Length], words);
                words.Add(word[^clitic.Length..]);
                return true;
            }
        }

        return false;
    }

    private bool TryParts(string word, List<string> words)
    {
        var parts = word.Split(Joints, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2 || !parts.Any(isKnown!))
            return false;
        foreach (var part in parts)
            Add(part, words);
        return true;
    }

    private string Plain(string text)
    {
        var plain = CanonicalComposition.Compose(text)
            .Replace('\u2019', '\'').Replace('\u02BC', '\'').Replace('\uFF07', '\'')
            .Replace('\u2010', '-').Replace('\u2011', '-');
        return lowerCase ? plain.ToLowerInvariant() : plain;
    }

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+(?:[-.,/'][\p{L}\p{M}\p{N}]+)*", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
