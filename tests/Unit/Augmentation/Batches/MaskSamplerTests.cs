using Inpaint.Augmentation.Batches;
using Inpaint.Imaging;
using Inpaint.V1;

namespace Inpaint.Tests.Unit.Augmentation.Batches;

public sealed class MaskSamplerTests
{
    private const int Draws = 20_000;

    [Fact]
    public void Rectangles_have_the_challenges_sizes()
    {
        var holes = Draw(MaskKind.Rectangle, 128, 80).Select(rectangles => Assert.Single(rectangles)).ToList();
        Assert.All(holes, hole => Assert.True(hole.FitsInside(128, 80)));
        // randint(32, 64) and randint(51, 102): both ends occur, the upper bound does not.
        Assert.Equal((32, 63), (holes.Min(h => h.Height), holes.Max(h => h.Height)));
        Assert.Equal((51, 101), (holes.Min(h => h.Width), holes.Max(h => h.Width)));
        Assert.Equal(.352, holes.Average(h => h.Width * h.Height / (128.0 * 80)), .005);
        Assert.Equal((0, 0, 128, 80), (holes.Min(h => h.Left), holes.Min(h => h.Top), holes.Max(h => h.Right), holes.Max(h => h.Bottom)));
    }

    [Theory]
    [InlineData(128, 128, 37)]
    [InlineData(256, 256, 75)]
    [InlineData(128, 80, 23)]
    public void Squares_have_their_size_and_do_not_overlap(int width, int height, int side)
    {
        foreach (var squares in Draw(MaskKind.Squares, width, height).Take(2000))
        {
            Assert.Equal(2, squares.Length);
            Assert.All(squares, square => Assert.Equal((side, side), (square.Width, square.Height)));
            Assert.Equal(2 * side * side, HoleMask.FromRectangles(width, height, squares).HoleCount);
        }
    }

    [Fact]
    public void Mixed_masks_are_half_of_each_kind()
    {
        var squares = Draw(MaskKind.Mixed, 128, 80).Count(rectangles => rectangles.Length == 2);
        Assert.InRange(squares, Draws / 2 - 450, Draws / 2 + 450);
    }

    [Theory]
    [InlineData(MaskKind.Rectangle)]
    [InlineData(MaskKind.Squares)]
    public void Smallest_picture_gets_a_hole_but_keeps_something(MaskKind kind)
    {
        foreach (var rectangles in Draw(kind, MaskSampler.ShortestSide, MaskSampler.ShortestSide).Take(500))
            Assert.InRange(HoleMask.FromRectangles(8, 8, rectangles).HoleCount, 1, 63);
    }

    [Fact]
    public void Only_drawn_shapes_are_drawn()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample(MaskKind.Own, 128, 80));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample(MaskKind.Unspecified, 128, 80));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample(MaskKind.Squares, 128, 7));
    }

    private static PixelRectangle[] Sample(MaskKind kind, int width, int height)
    {
        var random = new SplitMix64(1);
        return MaskSampler.Sample(kind, width, height, ref random);
    }

    private static IEnumerable<PixelRectangle[]> Draw(MaskKind kind, int width, int height)
    {
        for (var i = 0; i < Draws; i++)
        {
            var random = new SplitMix64(3, i);
            yield return MaskSampler.Sample(kind, width, height, ref random);
        }
    }
}
