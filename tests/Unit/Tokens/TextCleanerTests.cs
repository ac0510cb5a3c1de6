using Inpaint.Models.Text;

namespace Inpaint.Tests.Unit.Tokens;

public sealed class TextCleanerTests
{
    [Theory]
    [InlineData("  A\t\u3000B\u001fC ", "a bc")]
    [InlineData("ΟΔΥΣΣΕΥΣ Σ ΑΣ.Β ΑΣ’", "οδυσσευς σ ασ.β ας'")]
    [InlineData("&amp;amp;eacute; &EACUTE; &INODOT; &notit; &#x1F600", "é é i ¬it; 😀")]
    [InlineData("<b>&amp;ldquo;x&amp;rdquo;</b>", "<b>“x”</b>")]
    [InlineData("&ldquo;x&rdquo;\n<i>&ldquo;y", "\"x\" <i>“y")]
    [InlineData("\u001b[1;31mred\u001b[0m ﬁt ŉ Ǆ ＡＢＣ ﾊﾞ ￣", "red fit 'n dž abc バ ̄")]
    [InlineData("e\u0301 \u1100\u1161\u11a8 \u212b q\u0323\u0307 q\u0307\u0323", "é 각 å q\u0323\u0307 q\u0323\u0307")]
    [InlineData("\u0085\u0093x\u0094", "…\"x\"")]
    public void OpenAis_way_repairs(string text, string clean) => Assert.Equal(clean, TextCleaner.Clean(text, TextCleaning.OpenAi));

    [Theory]
    [InlineData("  A\t\u3000B\u001fC ", " a b\u001fc ")]
    [InlineData("ΟΔΥΣ İ", "οδυσ i\u0307")]
    [InlineData("&amp; “x” ﬁ e\u0301", "&amp; “x” ﬁ é")]
    public void Hugging_Faces_way_repairs_nothing(string text, string clean) => Assert.Equal(clean, TextCleaner.Clean(text, TextCleaning.HuggingFace));

    [Fact]
    public void A_lone_surrogate_becomes_the_replacement_character()
    {
        Assert.Equal("a\uFFFDb", TextCleaner.Clean("a\uD800b", TextCleaning.OpenAi));
        Assert.Equal("a\uFFFDb", TextCleaner.Clean("a\uDC00b", TextCleaning.HuggingFace));
    }

    [Fact]
    public void A_long_run_of_marks_costs_no_more_than_its_length()
    {
        var marks = string.Concat(Enumerable.Range(0, 100_000).Select(i => i % 2 == 0 ? '\u0301' : '\u0323'));
        var clean = TextCleaner.Clean("x" + marks, TextCleaning.HuggingFace);
        Assert.Equal(1 + marks.Length, clean.Length);
        Assert.Equal('\u0323', clean[1]);
        Assert.Equal('\u0301', clean[^1]);
    }
}
