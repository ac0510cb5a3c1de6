using Inpaint.Models.Text;

namespace Inpaint.Tests.Unit.Tokens;

public sealed class BytePairTrainerTests
{
    [Fact]
    public void The_most_frequent_pair_is_merged_first()
    {
        var trainer = new BytePairTrainer();
        trainer.Add("low low low lower lower newest");
        var vocabulary = trainer.Train(3);
        Assert.Equal([new Merge("l", "o"), new Merge("lo", "w</w>"), new Merge("w", "e")], vocabulary.Merges);
    }

    [Fact]
    public void Equal_counts_are_taken_in_ordinal_order_whatever_the_order_of_the_texts()
    {
        string[] texts = ["zx zx", "ab ab", "mn mn"];
        var forward = Train(texts, 3);
        var backward = Train([.. texts.Reverse()], 3);
        Assert.Equal([new Merge("a", "b</w>"), new Merge("m", "n</w>"), new Merge("z", "x</w>")], forward.Merges);
        Assert.Equal(forward.Merges, backward.Merges);
    }

    [Fact]
    public void Pairs_that_occur_too_seldom_are_left_apart() =>
        Assert.Equal([new Merge("a", "b</w>")], Train(["ab ab cd"], 10).Merges);

    [Fact]
    public void The_ids_are_those_of_clip()
    {
        var vocabulary = Train(["ab ab"], 10);
        Assert.Equal(256 + 256 + 1 + 2, vocabulary.Size);
        Assert.Equal(0, vocabulary.Ids["!"]);
        Assert.Equal(256, vocabulary.Ids["!</w>"]);
        Assert.Equal(512, vocabulary.Ids["ab</w>"]);
        Assert.Equal(513, vocabulary.Ids[BytePairVocabulary.StartOfText]);
        Assert.Equal(514, vocabulary.Ids[BytePairVocabulary.EndOfText]);
    }

    [Fact]
    public void Words_of_the_texts_become_single_tokens()
    {
        string[] texts = ["a red bicycle with a red basket", "the bicycle's basket is red", "bicycle, basket, red; bicycle!"];
        var tokenizer = new ClipTokenizer(Train(texts, 200));
        Assert.Equal(2 + 3, tokenizer.Tokenize("red bicycle basket").Count);
        Assert.Equal("red bicycle basket ", tokenizer.Decode(tokenizer.Tokenize("Red  BICYCLE basket").Ids));
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var vocabulary = Train(["naïve café – \"quoted\" \\ back", "naïve café"], 40);
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            VocabularyFiles.Write(vocabulary, folder.FullName);
            var read = VocabularyFiles.ReadFolder(folder.FullName);
            Assert.Equal(vocabulary.Merges, read.Merges);
            Assert.Equal(vocabulary.Ids.OrderBy(entry => entry.Value), read.Ids.OrderBy(entry => entry.Value));
            Assert.Empty(folder.EnumerateFiles("*.partial"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static BytePairVocabulary Train(string[] texts, int merges)
    {
        var trainer = new BytePairTrainer();
        foreach (var text in texts)
            trainer.Add(text);
        return trainer.Train(merges);
    }
}
