using Inpaint.Models.Text;

namespace Inpaint.Tests.Unit.Tokens;

public sealed class PieceSplitterTests
{
    [Theory]
    [InlineData("it's 42nd !? x", "it|'s|4|2|nd|!?|x")]
    [InlineData("𠮷野家😀😀 ½²", "𠮷野家|😀😀|½|²")]
    [InlineData("''s 'tis", "''|s|'t|is")]
    [InlineData("", "")]
    [InlineData(" \t\u3000", "")]
    public void Clip_drops_white_space_and_takes_numbers_one_by_one(string text, string pieces) =>
        Assert.Equal(pieces, string.Join('|', ClipSplitter.Plain.Split(text)));

    [Fact]
    public void A_special_name_is_a_piece_only_where_a_piece_may_start()
    {
        var splitter = new ClipSplitter(["<|endoftext|>"], ignoreCase: true);
        Assert.Equal(["a", "<|endoftext|>", "b", "!!<|", "endoftext", "|>"], splitter.Split("a<|endoftext|>b !!<|endoftext|>"));
    }

    [Fact]
    public void The_long_s_is_an_s_where_case_counts_for_nothing()
    {
        Assert.Equal(["it", "'ſ", "so"], new ClipSplitter([], ignoreCase: true).Split("it'ſso"));
        Assert.Equal(["it", "'", "ſso"], ClipSplitter.Plain.Split("it'ſso"));
    }

    [Theory]
    [InlineData("a b  c", "a| b| | c")]
    [InlineData("a\n b\t", "a|\n| b|\t")]
    [InlineData("  ", "  ")]
    [InlineData("don't 12 😀!", "don|'t| 12| 😀!")]
    [InlineData("x \n\n y", "x| \n\n| y")]
    public void Gpt2_drops_nothing_and_puts_a_blank_before_its_word(string text, string pieces) =>
        Assert.Equal(pieces, string.Join('|', new Gpt2Splitter().Split(text)));

    [Theory]
    [InlineData("snake_case, e\u0301 Ⓐ 1½", "snake_case|,|e\u0301|Ⓐ|1|½")]
    [InlineData("क्षि 👩\u200d👧", "क्षि|👩|\u200d|👧")]
    public void Words_take_marks_digits_connectors_and_joiners(string text, string pieces) =>
        Assert.Equal(pieces, string.Join('|', new WordSplitter().Split(text)));
}
