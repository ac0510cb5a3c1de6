using Inpaint.Models.Glove;

namespace Inpaint.Tests.Unit.Models.Glove;

public sealed class SentenceSplitterTests
{
    [Theory]
    [InlineData("The red-hot Harrier, with 3.5 kg!", "the red-hot harrier with 3.5 kg")]
    [InlineData("It’s a rider's bike; don’t wait.", "it's a rider's bike don't wait")]
    [InlineData("tube‐mounted (bottle) -- 'holder'", "tube-mounted bottle holder")]
    [InlineData("Cafe\u0301 МИР 東京 😀", "café мир 東京")]
    [InlineData("", "")]
    [InlineData("... -- !", "")]
    [InlineData("half a pair \ud800x", "half a pair x")]
    public void Words_are_runs_of_letters_and_digits_with_joints_inside(string text, string words) =>
        Assert.Equal(words, string.Join(' ', new SentenceSplitter().Split(text)));

    [Fact]
    public void Unknown_words_are_split_where_their_parts_are_known()
    {
        HashSet<string> known = ["long", "distance", "it", "'s", "do", "n't", "tube-mounted", "bike"];
        var splitter = new SentenceSplitter(known.Contains);

        Assert.Equal(["long", "distance", "bike"], splitter.Split("long-distance bike"));
        Assert.Equal(["it", "'s", "tube-mounted"], splitter.Split("It's tube-mounted"));
        Assert.Equal(["do", "n't"], splitter.Split("don't"));
        Assert.Equal(["bike", "zonk"], splitter.Split("bike/zonk"));
        Assert.Equal(["zig-zag"], splitter.Split("zig-zag"));
    }

    [Fact]
    public void Case_stays_where_the_vocabulary_has_it() =>
        Assert.Equal(["The", "Harrier"], new SentenceSplitter(lowerCase: false).Split("The Harrier"));
}
