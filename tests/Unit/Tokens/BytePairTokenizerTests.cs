using System.Buffers;
using Inpaint.Models.Text;
using Microsoft.ML.Tokenizers;

namespace Inpaint.Tests.Unit.Tokens;

/// <summary>The encoder as Microsoft.ML.Tokenizers knows tokenizers.</summary>
public sealed class BytePairTokenizerTests
{
    private const string Corpus =
        "a red bicycle with wide bars and disc wheels, a rear fender and a rack for carrying gear on long and hot rides; naïve café über straße 東京 😀";

    private static readonly string[] Texts =
        ["a red bicycle with disc wheels", "gear for hot rides,and longer ones", "über 東京 😀😀 café", "x", "", "lone \ud83d surrogate"];

    private static readonly BytePairVocabulary Vocabulary = Train();

    [Fact]
    public void All_ways_to_encode_agree()
    {
        var encoder = Create();
        foreach (var text in Texts)
        {
            var tokens = encoder.EncodeToTokens(text, out _);
            Assert.Equal(encoder.Encode(text), tokens.Select(token => token.Id));
            Assert.Equal(encoder.Encode(text), encoder.EncodeToIds(text));
            Assert.Equal(tokens.Count, encoder.CountTokens(text));
            Assert.All(tokens, token => Assert.Equal(Vocabulary.Tokens[token.Id], token.Value));
        }
    }

    [Fact]
    public void Tokens_say_where_their_text_stands()
    {
        foreach (var text in Texts.Where(text => !text.Any(char.IsSurrogate)))
        {
            foreach (var token in Create().EncodeToTokens(text, out _))
            {
                var spelt = ByteAlphabet.Read(token.Value.Replace(BytePairVocabulary.EndOfWord, "", StringComparison.Ordinal));
                // Of a code point that is spread over several tokens each has its whole.
                Assert.True(text[token.Offset] == spelt || spelt.Contains('\uFFFD'), $"'{text[token.Offset]}' and '{spelt}'");
            }
        }
    }

    [Fact]
    public void As_many_tokens_are_given_as_were_asked_for()
    {
        var encoder = Create();
        var all = encoder.EncodeToIds(Texts[0]);
        for (var count = 1; count <= all.Count; count++)
        {
            var ids = encoder.EncodeToIds(Texts[0], count, out _, out var consumed);
            Assert.Equal(all.Take(count), ids);
            Assert.Equal(consumed, encoder.GetIndexByTokenCount(Texts[0], count, out _, out var counted));
            Assert.Equal(count, counted);
        }
    }

    [Fact]
    public void Ids_become_text_again()
    {
        var encoder = Create();
        var ids = encoder.EncodeToIds("über 東京 😀");
        Assert.Equal("über 東京 😀 ", encoder.Decode(ids));
        Span<char> room = stackalloc char[32];
        Assert.Equal(OperationStatus.Done, encoder.Decode(ids, room, out var consumed, out var written));
        Assert.Equal((ids.Count, "über 東京 😀 "), (consumed, room[..written].ToString()));
        Assert.Equal(OperationStatus.DestinationTooSmall, encoder.Decode(ids, room[..3], out consumed, out written));
        Assert.Equal((0, 0), (consumed, written));
        Assert.Throws<ArgumentOutOfRangeException>(() => encoder.Decode([1_000_000]));
        Assert.Equal(OperationStatus.InvalidData, encoder.Decode([1_000_000], room, out _, out _));
    }

    [Fact]
    public void The_packages_own_tokenizer_gives_the_same_ids_of_plain_words()
    {
        var package = BpeTokenizer.Create(new BpeOptions(Vocabulary.Ids)
        {
            Merges = Vocabulary.Merges.Select(merge => $"{merge.Left} {merge.Right}"),
            EndOfWordSuffix = BytePairVocabulary.EndOfWord,
        });
        var encoder = Create();
        foreach (var word in Corpus.Split(' ').Where(word => word.All(char.IsAsciiLetter)))
            Assert.Equal(package.EncodeToIds(word), encoder.EncodeToIds(word));
    }

    private static BytePairEncoder Create() => new(Vocabulary, ClipSplitter.Plain, bytes: true, BytePairVocabulary.EndOfWord);

    private static BytePairVocabulary Train()
    {
        var trainer = new BytePairTrainer();
        trainer.Add(Corpus);
        return trainer.Train(60);
    }
}
