using Inpaint.Models.Text;

namespace Inpaint.Tests.Unit.Tokens;

public sealed class BytePairEncoderTests
{
    private static readonly string[] Symbols = ["a", "b", "c", "d", "é", "𠮷", "😀", "\uE000"];

    [Theory]
    [InlineData("</w>", "<unk>")]
    [InlineData("</w>", null)]
    [InlineData("", "<unk>")]
    [InlineData("", null)]
    public void Ids_are_those_of_the_definition_whatever_the_merges(string endOfWord, string? unknown)
    {
        var random = new Random(7);
        for (var round = 0; round < 60; round++)
        {
            var vocabulary = RandomVocabulary(random, endOfWord, unknown);
            var encoder = new BytePairEncoder(vocabulary, new WordSplitter(), bytes: false, endOfWord, unknown);
            for (var word = 0; word < 20; word++)
            {
                // Of one class of characters, so that it is one piece; some longer than what the library is given.
                var text = Word(random, random.Next(8) == 0 ? 400 : 20);
                Assert.Equal(Defined(text, vocabulary, endOfWord, unknown), encoder.Encode(text));
            }
        }
    }

    [Fact]
    public void Bytes_of_any_text_have_ids_and_come_back()
    {
        var trainer = new BytePairTrainer();
        trainer.Add("naïve café über straße 東京 😀 😀");
        var tokenizer = new ClipTokenizer(trainer.Train(50), new ClipTokenizerOptions { ContextLength = 2_000 });
        var text = string.Concat(Enumerable.Repeat("über東京😀", 60));
        Assert.Equal(text, tokenizer.Decode(tokenizer.Tokenize(text).Ids).Replace(" 😀 ", "😀"));
    }

    [Fact]
    public void A_hundred_thousand_letters_without_a_blank_are_no_burden()
    {
        var trainer = new BytePairTrainer();
        trainer.Add(string.Concat(Enumerable.Repeat("abcabc ", 50)));
        var tokenizer = new ClipTokenizer(trainer.Train(20));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var tokenized = tokenizer.Tokenize(string.Concat(Enumerable.Repeat("abc", 33_333)));
        Assert.True(tokenized.Truncated);
        // A few hundred bytes a letter; by the square of their number it would be gigabytes.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 60_000_000);
    }

    [Fact]
    public void A_text_of_known_words_allocates_little()
    {
        var trainer = new BytePairTrainer();
        trainer.Add("a red bicycle with wide bars and disc wheels, a rear fender and a rack for carrying gear on long and hot rides");
        var tokenizer = new ClipTokenizer(trainer.Train(60));
        const string text = "A red bicycle with disc wheels, wide bars, a rear fender, and a rack for long rides.";
        tokenizer.Tokenize(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            tokenizer.Tokenize(text);
        // The row alone is 640 bytes, the library's lists of each of nineteen pieces some 100.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, 8_000);
    }

    [Fact]
    public void A_merge_without_its_token_is_refused()
    {
        var ids = new Dictionary<string, int> { ["a"] = 0, ["b"] = 1 };
        var refusal = Assert.Throws<VocabularyException>(() => new BytePairVocabulary(ids, [new Merge("a", "b")]));
        Assert.Contains("'ab'", refusal.Message);
    }

    [Fact]
    public void An_id_given_twice_is_refused() =>
        Assert.Throws<VocabularyException>(() => new BytePairVocabulary(new Dictionary<string, int> { ["a"] = 0, ["b"] = 0 }, []));

    private static BytePairVocabulary RandomVocabulary(Random random, string endOfWord, string? unknown)
    {
        var tokens = new List<string>();
        if (unknown is not null)
            tokens.Add(unknown);
        tokens.AddRange(Symbols.Where(_ => random.Next(6) > 0));
        if (endOfWord.Length > 0)
            tokens.AddRange(Symbols.Where(_ => random.Next(6) > 0).Select(symbol => symbol + endOfWord));
        var merges = new List<Merge>();
        var parts = tokens.Where(token => token != unknown).ToList();
        while (merges.Count < 15)
        {
            var merge = new Merge(parts[random.Next(parts.Count)], parts[random.Next(parts.Count)]);
            if (merges.Contains(merge) || (endOfWord.Length > 0 && merge.Left.EndsWith(endOfWord, StringComparison.Ordinal)))
                continue;
            merges.Add(merge);
            if (!tokens.Contains(merge.Left + merge.Right))
            {
                tokens.Add(merge.Left + merge.Right);
                parts.Add(merge.Left + merge.Right);
            }
        }

        return new BytePairVocabulary(tokens.Select((token, id) => (token, id)).ToDictionary(entry => entry.token, entry => entry.id), merges);
    }

    private static string Word(Random random, int longest)
    {
        var letters = random.Next(2) == 0 ? Symbols[..6] : Symbols[6..];
        return string.Concat(Enumerable.Range(0, random.Next(1, longest)).Select(_ => letters[random.Next(letters.Length)]));
    }

    // Straight from the words of the definition: the best-ranked pair, the leftmost of equals, until none is left.
    private static List<int> Defined(string piece, BytePairVocabulary vocabulary, string endOfWord, string? unknown)
    {
        var symbols = piece.EnumerateRunes().Select(rune => rune.ToString()).ToList();
        symbols[^1] += endOfWord;
        symbols = [.. symbols.Select(symbol => vocabulary.Ids.ContainsKey(symbol) ? symbol : unknown).OfType<string>()];
        while (true)
        {
            var (best, place) = (int.MaxValue, -1);
            for (var i = 0; i + 1 < symbols.Count; i++)
            {
                var rank = vocabulary.Merges.ToList().IndexOf(new Merge(symbols[i], symbols[i + 1]));
                if (rank >= 0 && rank < best)
                    (best, place) = (rank, i);
            }

            if (place < 0)
                return [.. symbols.Select(symbol => vocabulary.Ids[symbol])];
            symbols[place] += symbols[place + 1];
            symbols.RemoveAt(place + 1);
        }
    }
}
