using Inpaint.Imaging.Drawing;

namespace Inpaint.Tests.Unit.Drawing;

public sealed class TextTests
{
    [Fact]
    public void Every_printable_character_looks_different()
    {
        var drawn = Enumerable.Range(33, 94).Select(code => Convert.ToBase64String(Draw(((char)code).ToString()))).ToList();
        Assert.Equal(drawn.Count, drawn.Distinct().Count());
    }

    [Fact]
    public void Character_outside_ascii_becomes_a_question_mark() => Assert.Equal(Draw("a?b"), Draw("a\u00e9b"));

    [Fact]
    public void Text_stays_within_its_measure()
    {
        const string Words = "SSIM .9731, mae 0.0124 (hole)";
        var canvas = Canvas.Create(600, 60, Color.White);
        Text.Draw(canvas, Words, new PointD(300, 40), 24, Color.Black, TextAlignment.Center);
        var columns = Enumerable.Range(0, 600).Where(x => Enumerable.Range(0, 60).Any(y => canvas.Picture.Pixels[3 * (y * 600 + x)] < 255)).ToList();
        var half = Text.Measure(Words, 24) / 2;
        Assert.InRange(columns.Min(), 300 - half - 3, 300 - half + 3);
        Assert.InRange(columns.Max(), 300 + half - 3, 300 + half + 3);
    }

    [Fact]
    public void Text_that_is_too_long_ends_in_dots()
    {
        var fitted = Text.Fit("a very long caption indeed", 16, 90);
        Assert.EndsWith("...", fitted);
        Assert.True(Text.Measure(fitted, 16) <= 90);
        Assert.Equal("short", Text.Fit("short", 16, 90));
    }

    private static byte[] Draw(string text)
    {
        var canvas = Canvas.Create(64, 40, Color.White);
        Text.Draw(canvas, text, new PointD(8, 28), 26, Color.Black);
        return canvas.Picture.Pixels;
    }
}
