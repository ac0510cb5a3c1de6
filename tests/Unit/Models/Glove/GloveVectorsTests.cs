using System.Text;
using Inpaint.Models.Glove;
using Inpaint.Tests.Unit.Support;

namespace Inpaint.Tests.Unit.Models.Glove;

public sealed class GloveVectorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _text;

    public GloveVectorsTests()
    {
        _text = Path.Combine(_folder.Path, "vectors.txt");
        File.WriteAllText(_text, "red 1 2\nbike -0.5 1e-3\nred 7 7\ncafé .25 4\n");
    }

    private string Index => _text + ".index";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Words_are_found_by_either_encoding()
    {
        using var vectors = GloveVectors.Open(_text);

        Assert.Equal((3, 2, 1), (vectors.Count, vectors.Dimension, vectors.Duplicates));
        Assert.Equal(2, vectors.IndexOf("café"));
        Assert.Equal(2, vectors.IndexOf("café"u8));
        Assert.Equal([.25f, 4f], vectors[2].ToArray());
        Assert.Equal([-.5f, 1e-3f], vectors[vectors.IndexOf("bike")].ToArray());
        Assert.Equal(-1, vectors.IndexOf("Bike"));
        Assert.Equal(-1, vectors.IndexOf(new string('x', 5_000)));
        Assert.Throws<ArgumentOutOfRangeException>(() => vectors[3][0]);
    }

    [Fact]
    public void Equal_tokens_are_told_with_their_line()
    {
        var observer = new GloveReadObserver();
        GloveVectors.Open(_text, observer: observer).Dispose();

        Assert.Equal([(3L, "red")], observer.Duplicates);
        Assert.Equal(1, observer.DuplicateCount);
    }

    [Fact]
    public void Look_ups_allocate_nothing()
    {
        using var vectors = GloveVectors.Open(_text);
        Sum(vectors, 10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Sum(vectors, 1_000);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Index_is_built_once()
    {
        GloveVectors.Open(_text).Dispose();
        var built = File.GetLastWriteTimeUtc(Index);
        var observer = new GloveReadObserver();
        GloveVectors.Open(_text, observer: observer).Dispose();

        Assert.Equal(built, File.GetLastWriteTimeUtc(Index));
        Assert.Equal(0, observer.DuplicateCount);
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public void Copied_text_of_another_time_needs_no_new_index()
    {
        GloveVectors.Open(_text).Dispose();
        File.SetLastWriteTimeUtc(_text, DateTime.UtcNow.AddHours(1));
        var observer = new GloveReadObserver();
        GloveVectors.Open(_text, observer: observer).Dispose();

        Assert.Equal(0, observer.DuplicateCount);
    }

    [Theory]
    [InlineData("blue 1 2\nbike -0.5 1e-3\nred 7 7\ncafé .25 4\n")]
    [InlineData("blue 1 2\n")]
    public void Index_of_an_older_text_is_built_anew(string text)
    {
        GloveVectors.Open(_text).Dispose();
        File.WriteAllText(_text, text);
        File.SetLastWriteTimeUtc(_text, DateTime.UtcNow.AddHours(1));
        using var vectors = GloveVectors.Open(_text);

        Assert.Equal(0, vectors.IndexOf("blue"));
    }

    [Fact]
    public void Other_reading_of_the_same_text_is_another_index()
    {
        File.WriteAllText(_text, "2 2\n3 4\n");
        GloveVectors.Open(_text, new GloveTextOptions { Dimension = 1 }).Dispose();
        Assert.Contains("line 1", Assert.Throws<GloveFormatException>(() => GloveVectors.Open(_text, new GloveTextOptions { HasHeader = true })).Message);
    }

    [Fact]
    public void Damage_anywhere_is_found_and_mended()
    {
        GloveVectors.Open(_text).Dispose();
        var whole = File.ReadAllBytes(Index);
        // A byte of the header, of the vectors, of the words' ends, of the words and of the table.
        int[] places = [0, 9, 50, 60, 100, 4096, 4111, 4120, 4124, 4150, 4170, whole.Length - 1];
        foreach (var place in places)
        {
            var damaged = whole.ToArray();
            damaged[place] ^= 0x10;
            File.WriteAllBytes(Index, damaged);
            using var vectors = GloveVectors.Open(_text);
            Assert.Equal([1f, 2f], vectors[vectors.IndexOf("red")].ToArray());
            Assert.Equal(whole, File.ReadAllBytes(Index));
        }

        foreach (var length in new[] { 0, 10, 4096, whole.Length - 1 })
        {
            File.WriteAllBytes(Index, whole[..length]);
            GloveVectors.Open(_text).Dispose();
            Assert.Equal(whole, File.ReadAllBytes(Index));
        }
    }

    [Fact]
    public void Malformed_text_leaves_no_index_behind()
    {
        File.AppendAllText(_text, "odd 1\n");
        var refused = Assert.Throws<GloveFormatException>(() => GloveVectors.Open(_text));

        Assert.Equal("line 5: 1 values, 2 expected", refused.Message);
        Assert.Equal(5, refused.Line);
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("3 2\na 1 2\nb 3 4\n", "line 1: the header says 3 vectors, 2 found")]
    [InlineData("2 3\na 1 2\nb 3 4\n", "line 1: the header says 3 values")]
    [InlineData("two\na 1 2\n", "line 1: 'two' is not a header")]
    [InlineData("2000000000 2000000000\na 1 2\n", "line 1: the header says 2000000000 values")]
    [InlineData("", "no vectors")]
    public void Header_must_hold(string text, string error)
    {
        File.WriteAllText(_text, text);
        Assert.Contains(error, Assert.Throws<GloveFormatException>(() => GloveVectors.Open(_text, new GloveTextOptions { HasHeader = true })).Message);
    }

    [Theory]
    [InlineData("1\0")]
    [InlineData("1,5")]
    [InlineData("1e")]
    [InlineData("--1")]
    [InlineData("1.2.3")]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("∞")]
    public void What_is_no_plain_number_is_refused(string number)
    {
        File.WriteAllText(_text, $"a 1 {number}\n");
        Assert.Contains("line 1", Assert.Throws<GloveFormatException>(() => GloveVectors.Open(_text)).Message);
    }

    [Theory]
    [InlineData("0.123456789012345")]
    [InlineData("16777217")]
    [InlineData("-3.4028234e38")]
    [InlineData("1e-50")]
    [InlineData("+.5")]
    [InlineData("5.")]
    [InlineData("0.000000000001")]
    public void Numbers_are_rounded_to_the_nearest(string number)
    {
        File.WriteAllText(_text, $"a {number}\n");
        using var vectors = GloveVectors.Open(_text);
        Assert.Equal(float.Parse(number, System.Globalization.CultureInfo.InvariantCulture), vectors[0][0]);
    }

    [Fact]
    public void Token_that_is_not_utf8_is_refused()
    {
        File.WriteAllBytes(_text, [.. "a 1\n"u8, 0xC3, 0x28, .. " 1\n"u8]);
        Assert.Contains("line 2", Assert.Throws<GloveFormatException>(() => GloveVectors.Open(_text)).Message);
    }

    [Fact]
    public void Thousands_of_words_are_all_found()
    {
        File.WriteAllLines(_text, Enumerable.Range(0, 5_000).Select(i => $"word{i} {i}"), new UTF8Encoding(false));
        using var vectors = GloveVectors.Open(_text);
        Assert.All(Enumerable.Range(0, 5_000), i => Assert.Equal(i, vectors[vectors.IndexOf($"word{i}")][0]));
        Assert.All(Enumerable.Range(5_000, 5_000), i => Assert.Equal(-1, vectors.IndexOf($"word{i}")));
    }

    private static float Sum(GloveVectors vectors, int times)
    {
        var sum = 0f;
        for (var i = 0; i < times; i++)
            sum += vectors[vectors.IndexOf("bike")][0] + vectors[vectors.IndexOf("café"u8)][1] + vectors.IndexOf("unknown");
        return sum;
    }
}
