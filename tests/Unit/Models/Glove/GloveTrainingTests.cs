using System.Text;
using Inpaint.Models.Glove;
using Inpaint.Tests.Unit.Support;

namespace Inpaint.Tests.Unit.Models.Glove;

public sealed class GloveTrainingTests
{
    private static readonly GloveTrainingOptions Options = new() { VectorSize = 6, XMax = 10 };

    [Fact]
    public void Vocabulary_goes_by_count_and_then_by_bytes()
    {
        var vocabulary = Count("b a a\tb  c\n\né é 😀 😀 \uffee \uffee a\r\n", 2);

        Assert.Equal(["a", "b", "é", "\uffee", "😀"], vocabulary.Words);
        Assert.Equal([3, 2, 2, 2, 2], vocabulary.Counts);
        Assert.Equal(4, vocabulary.IndexOf("😀"));
        Assert.Equal(-1, vocabulary.IndexOf("c"));
    }

    [Theory]
    [InlineData("fine\nan <unk> word\n", "line 2")]
    [InlineData("fine\n\nbad \udc80", "line 3")]
    public void Corpus_that_cannot_be_counted_is_refused_with_its_line(string corpus, string line)
    {
        byte[] bytes = [.. corpus.Select(c => c > '\ud7ff' ? (byte)0xC3 : (byte)c)];
        Assert.Contains(line, Assert.Throws<GloveFormatException>(() => GloveVocabulary.Count(new MemoryStream(bytes), 1)).Message);
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(3)]
    [InlineData(1)]
    public void Spilled_runs_give_the_same_sums_and_leave_nothing_behind(int inMemory)
    {
        using var folder = new TemporaryFolder();
        var corpus = Corpus(300);
        var vocabulary = Count(corpus, 1);
        var whole = Pairs(corpus, vocabulary, 1_000_000, folder.Path);
        var spilled = Pairs(corpus, vocabulary, inMemory, folder.Path);

        Assert.Equal(whole.Select(pair => (pair.Word, pair.Context)), spilled.Select(pair => (pair.Word, pair.Context)));
        Assert.All(whole.Zip(spilled), pair => Assert.Equal(pair.First.Value, pair.Second.Value, 9));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Window_is_counted_over_known_words_alone()
    {
        var corpus = "x rare y\nx y\n";
        var pairs = CooccurrenceCounter.Count(Stream(corpus), Count(corpus, 2), new CooccurrenceOptions { WindowSize = 1, Symmetric = false });

        Assert.Equal([new Cooccurrence(0, 1, 2)], pairs);
    }

    [Fact]
    public void Rounds_lower_the_cost_and_equal_seeds_give_equal_vectors()
    {
        var (first, costs) = Train(parallel: false);
        var (second, _) = Train(parallel: false);

        Assert.Equal(first, second);
        Assert.True(costs[^1] < costs[0] / 3, $"{costs[0]} to {costs[^1]}");
        var row = first.AsSpan()[^Options.VectorSize..].ToArray();
        Assert.Equal(first[..Options.VectorSize].Length, row.Length);
    }

    [Fact]
    public void Parallel_rounds_lower_the_cost_too()
    {
        var (_, costs) = Train(parallel: true);
        Assert.True(costs[^1] < costs[0] / 3, $"{costs[0]} to {costs[^1]}");
    }

    [Fact]
    public void Written_vectors_are_read_back_to_six_decimals()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("vectors.txt");
        using (var file = File.Create(path))
            GloveTextWriter.Write(file, ["a", "b"], [1.23456789, -2e-9, 3, 4]);
        using var vectors = GloveVectors.Open(path);

        Assert.Equal("a 1.234568 -0.000000\nb 3.000000 4.000000\n", File.ReadAllText(path));
        Assert.Equal([1.234568f, 0f], vectors[0].ToArray());
    }

    private static (double[] Vectors, double[] Costs) Train(bool parallel)
    {
        var corpus = Corpus(300);
        var vocabulary = Count(corpus, 1);
        var pairs = Pairs(corpus, vocabulary, 1_000_000, Path.GetTempPath());
        var order = new Inpaint.Models.TrainingRandom(3).Permutation(pairs.Length);
        Assert.Equal(Enumerable.Range(0, pairs.Length), order.Order());
        var training = new GloveTraining(Options, vocabulary.Words.Count, GloveTraining.DrawInitial(Options, vocabulary.Words.Count, 4));
        double[] costs = [.. Enumerable.Range(0, 30).Select(_ => parallel ? training.ParallelRound(pairs, order) : training.Round(pairs, order))];
        return (training.Vectors(), costs);
    }

    private static string Corpus(int lines)
    {
        var random = new Random(7);
        string[] words = ["red", "blue", "bike", "frame", "steel", "carbon", "wheel", "bars", "fast", "slow", "rack", "fork"];
        return string.Join('\n', Enumerable.Range(0, lines).Select(_ => string.Join(' ', Enumerable.Range(0, 8).Select(_ => words[random.Next(words.Length)]))));
    }

    private static Cooccurrence[] Pairs(string corpus, GloveVocabulary vocabulary, int inMemory, string folder) =>
        [.. CooccurrenceCounter.Count(Stream(corpus), vocabulary, new CooccurrenceOptions { WindowSize = 4, PairsInMemory = inMemory }, folder)];

    private static GloveVocabulary Count(string corpus, long minimum) => GloveVocabulary.Count(Stream(corpus), minimum);

    private static MemoryStream Stream(string corpus) => new(Encoding.UTF8.GetBytes(corpus));
}
