using Inpaint.Imaging.Drawing;

namespace Inpaint.Tests.Unit.Drawing;

public sealed class CanvasTests
{
    [Fact]
    public void Rectangle_on_whole_pixels_has_sharp_edges()
    {
        var canvas = Canvas.Create(8, 6, Color.White);
        canvas.Fill(VectorPath.Rectangle(2, 1, 5, 4), Color.Black);
        for (var y = 0; y < 6; y++)
        {
            for (var x = 0; x < 8; x++)
                Assert.Equal(x is >= 2 and < 5 && y is >= 1 and < 4 ? 0 : 255, Level(canvas, x, y));
        }
    }

    [Theory]
    [InlineData(.25)]
    [InlineData(.5)]
    [InlineData(.7)]
    public void Pixel_covered_in_part_is_mixed_in_that_share(double share)
    {
        var canvas = Canvas.Create(4, 4, Color.White);
        canvas.Fill(VectorPath.Rectangle(1, 1, 1 + share, 3), Color.Black);
        Assert.Equal(255 * (1 - share), Level(canvas, 1, 2), 1.0);
        Assert.Equal(255, Level(canvas, 2, 2));
    }

    [Fact]
    public void Circle_darkens_the_picture_by_its_area()
    {
        var canvas = Canvas.Create(40, 40, Color.White);
        canvas.Fill(VectorPath.Circle(new PointD(20.3, 19.6), 15), Color.Black);
        var dark = canvas.Picture.Pixels.Where((_, i) => i % 3 == 0).Sum(level => 1 - level / 255.0);
        Assert.Equal(Math.PI * 15 * 15, dark, Math.PI * 15 * 15 * .005);
    }

    [Fact]
    public void Even_odd_rule_leaves_a_hole_where_non_zero_unites()
    {
        var path = new VectorPath().AddEllipse(new PointD(10, 10), 8, 8).AddEllipse(new PointD(10, 10), 4, 4);
        var (ring, disc) = (Canvas.Create(20, 20, Color.White), Canvas.Create(20, 20, Color.White));
        ring.Fill(path, Color.Black, FillRule.EvenOdd);
        disc.Fill(path, Color.Black);
        Assert.Equal(255, Level(ring, 10, 10));
        Assert.Equal(0, Level(ring, 10, 4));
        Assert.Equal(0, Level(disc, 10, 10));
    }

    [Fact]
    public void Translucent_stroke_is_not_darker_where_it_crosses_itself()
    {
        var canvas = Canvas.Create(20, 20, Color.White);
        var cross = new VectorPath().MoveTo(new(2, 10)).LineTo(new(18, 10)).MoveTo(new(10, 2)).LineTo(new(10, 18));
        canvas.Stroke(cross, Color.Black.WithAlpha(.5), new StrokeStyle(4, LineCap.Butt));
        Assert.Equal(Level(canvas, 4, 10), Level(canvas, 10, 10));
        Assert.Equal(128, Level(canvas, 10, 10), 1.0);
    }

    [Theory]
    [InlineData(LineCap.Butt, 255, 255)]
    [InlineData(LineCap.Square, 0, 255)]
    public void Cap_decides_how_far_a_line_reaches(LineCap cap, int justBeyond, int farBeyond)
    {
        var canvas = Canvas.Create(20, 9, Color.White);
        canvas.Stroke(VectorPath.Line(new(5, 4.5), new(12, 4.5)), Color.Black, new StrokeStyle(5, cap));
        Assert.Equal(0, Level(canvas, 11, 4));
        Assert.Equal(justBeyond, Level(canvas, 13, 4));
        Assert.Equal(farBeyond, Level(canvas, 15, 4));
    }

    [Theory]
    [InlineData(LineJoin.Miter, true)]
    [InlineData(LineJoin.Bevel, false)]
    public void Join_decides_whether_a_corner_is_filled(LineJoin join, bool filled)
    {
        var canvas = Canvas.Create(20, 20, Color.White);
        canvas.Stroke(VectorPath.Polyline([new(3, 15), new(15, 15), new(15, 3)]), Color.Black, new StrokeStyle(6, LineCap.Butt, join));
        Assert.Equal(filled ? 0 : 255, Level(canvas, 17, 17));
    }

    [Fact]
    public void Shape_that_reaches_out_of_the_picture_is_cut_off()
    {
        var canvas = Canvas.Create(10, 10, Color.White);
        canvas.Fill(VectorPath.Circle(new PointD(0, 0), 1e6), Color.Black);
        canvas.Fill(VectorPath.Rectangle(-50, 20, 50, 40), Color.White);
        Assert.All(canvas.Picture.Pixels, level => Assert.Equal(0, level));
    }

    [Fact]
    public void Transform_moves_what_is_drawn()
    {
        var canvas = Canvas.Create(10, 10, Color.White);
        canvas.Transform = Transform2D.ScaleAndShift(2, -2, 1, 9);
        canvas.Fill(VectorPath.Rectangle(0, 0, 1, 1), Color.Black);
        Assert.Equal(0, Level(canvas, 1, 8));
        Assert.Equal(0, Level(canvas, 2, 7));
        Assert.Equal(255, Level(canvas, 3, 8));
    }

    private static int Level(Canvas canvas, int x, int y) => canvas.Picture.Pixels[3 * (y * canvas.Picture.Width + x)];
}
