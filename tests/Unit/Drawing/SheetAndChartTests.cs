using Inpaint.Imaging;
using Inpaint.Imaging.Drawing;

namespace Inpaint.Tests.Unit.Drawing;

public sealed class SheetAndChartTests
{
    [Fact]
    public void Sheet_holds_every_pixel_of_every_picture_enlarged()
    {
        var picture = new RgbImage(3, 2);
        for (var i = 0; i < picture.Pixels.Length; i++)
            picture.Pixels[i] = (byte)(11 * i);
        var sheet = ContactSheet.Render(["only"], [new ContactSheetRow("row", [picture])], scale: 4);

        var (left, top) = Find(sheet, picture, 4);
        for (var y = 0; y < 8; y++)
        {
            for (var x = 0; x < 12; x++)
                Assert.Equal(Pixel(picture, x / 4, y / 4), Pixel(sheet, left + x, top + y));
        }
    }

    [Fact]
    public void Sheet_grows_with_rows_and_columns()
    {
        var picture = new RgbImage(40, 20);
        var one = ContactSheet.Render(["a"], [new ContactSheetRow("", [picture])]);
        var four = ContactSheet.Render(["a", "b"], [new ContactSheetRow("", [picture, null]), new ContactSheetRow("", [picture, picture], ["note", ""])]);
        Assert.True(four.Width > one.Width + 40);
        Assert.True(four.Height > one.Height + 20);
    }

    [Fact]
    public void Row_with_another_number_of_pictures_is_refused() =>
        Assert.Throws<ArgumentException>(() => ContactSheet.Render(["a", "b"], [new ContactSheetRow("row", [new RgbImage(4, 4)])]));

    [Fact]
    public void Falling_line_falls_in_the_chart()
    {
        var chart = new LineChart
        {
            Title = "loss",
            Series = [new ChartSeries("train", [.. Enumerable.Range(0, 50).Select(i => new PointD(i, 50 - i))])],
        };
        var picture = chart.Render();
        Assert.True(MeanRow(picture, 200) < MeanRow(picture, 500));
        Assert.True(MeanRow(picture, 500) < MeanRow(picture, 800));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Chart_is_drawn_of_what_is_not_finite_constant_or_nothing(bool logarithmic)
    {
        IReadOnlyList<ChartSeries>[] all =
        [
            [],
            [new ChartSeries("empty", [])],
            [new ChartSeries("constant", [new(1, 3), new(2, 3)])],
            [.. Enumerable.Range(0, 9).Select(i => new ChartSeries($"one of many lines, {i}", [new(1, i), new(2, 0)]))],
            [new ChartSeries("broken", [new(1, double.NaN), new(2, 0), new(3, double.PositiveInfinity), new(4, 1e-9), new(5, 1e12)])],
        ];
        foreach (var series in all)
        {
            var picture = new LineChart { Title = "any", Series = series, LogarithmicY = logarithmic, Width = 240, Height = 180 }.Render();
            Assert.Contains(picture.Pixels, level => level < 128);
        }
    }

    /// <summary>The middle of the first series's blue in a column.</summary>
    private static double MeanRow(RgbImage picture, int column) => Enumerable.Range(0, picture.Height)
        .Where(y => Pixel(picture, column, y) is { Red: < 40, Blue: > 150 })
        .Average();

    private static (int Left, int Top) Find(RgbImage sheet, RgbImage picture, int scale)
    {
        var (first, last) = (Pixel(picture, 0, 0), Pixel(picture, picture.Width - 1, picture.Height - 1));
        for (var y = 0; y + scale * picture.Height <= sheet.Height; y++)
        {
            for (var x = 0; x + scale * picture.Width <= sheet.Width; x++)
            {
                if (Pixel(sheet, x, y) == first && Pixel(sheet, x + scale * picture.Width - 1, y + scale * picture.Height - 1) == last)
                    return (x, y);
            }
        }

        throw new Xunit.Sdk.XunitException("the picture is not on the sheet");
    }

    private static (byte Red, byte Green, byte Blue) Pixel(RgbImage image, int x, int y)
    {
        var i = 3 * (y * image.Width + x);
        return (image.Pixels[i], image.Pixels[i + 1], image.Pixels[i + 2]);
    }
}
