using Inpaint.Imaging;
using Inpaint.Imaging.Classical;

namespace Inpaint.Tests.Unit.Imaging;

public sealed class ClassicalInpaintingTests
{
    private static readonly HoleMask Hole = HoleMask.FromRectangles(24, 20, [new PixelRectangle(6, 5, 15, 14), new PixelRectangle(20, 0, 24, 4)]);

    [Fact]
    public void Harmonic_fill_continues_a_slope()
    {
        var image = Slope();
        var inner = HoleMask.FromRectangles(24, 20, [new PixelRectangle(6, 5, 15, 14)]);
        var filled = ClassicalInpainting.Harmonic(MaskedPictures.CutHole(image, inner), inner);
        AssertNear(image, filled);
    }

    [Fact]
    public void Biharmonic_fill_continues_a_slope()
    {
        var image = Slope();
        var inner = HoleMask.FromRectangles(24, 20, [new PixelRectangle(6, 5, 15, 14)]);
        AssertNear(image, ClassicalInpainting.Biharmonic(MaskedPictures.CutHole(image, inner), inner));
    }

    [Fact]
    public void Marching_fills_keep_known_pixels_and_continue_a_plain_picture()
    {
        var image = MaskedPictures.CutHole(TestPictures.Plain(24, 20, 90), Hole);
        foreach (var filled in new[] { ClassicalInpainting.Telea(image, Hole, 3), ClassicalInpainting.NavierStokes(image, Hole, 3) })
        {
            // Slopes at the border are taken one pixel off, as OpenCV does: they see a little of what was in the hole.
            Assert.All(filled.Pixels, level => Assert.InRange(level, 88, 92));
            for (var i = 0; i < Hole.Hole.Length; i++)
            {
                if (Hole.Hole[i] == 0)
                    Assert.Equal(90, filled.Pixels[3 * i]);
            }
        }
    }

    [Fact]
    public void Hole_over_everything_is_refused()
    {
        var all = HoleMask.FromRectangles(8, 8, [new PixelRectangle(0, 0, 8, 8)]);
        Assert.Throws<InvalidPictureArgumentException>(() => ClassicalInpainting.Telea(new RgbImage(8, 8), all, 3));
        Assert.Throws<InvalidPictureArgumentException>(() => ClassicalInpainting.Biharmonic(new RgbImage(8, 8), all));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void Radius_outside_1_to_100_is_refused(int radius) =>
        Assert.Throws<InvalidPictureArgumentException>(() => ClassicalInpainting.NavierStokes(new RgbImage(24, 20), Hole, radius));

    [Fact]
    public void Picture_without_hole_comes_back()
    {
        var image = TestPictures.Noise(24, 20, seed: 1);
        Assert.Equal(image.Pixels, ClassicalInpainting.Telea(image, new HoleMask(24, 20), 3).Pixels);
        AssertNear(image, ClassicalInpainting.Harmonic(image, new HoleMask(24, 20)));
    }

    // A hole in the corner and one at the edge, where OpenCV takes slopes one pixel off; levels by arithmetic that is OpenCV 5.0's to the byte.
    [Fact]
    public void Marching_fills_equal_opencv_at_the_border()
    {
        var image = new RgbImage(6, 5);
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            var (x, y) = (i / 3 % 6, i / 3 / 6);
            image.Pixels[i] = (byte)(9 * x * x + 17 * y * y + 5 * x * y + 40 * (i % 3));
        }

        var holes = HoleMask.FromRectangles(6, 5, [new PixelRectangle(0, 0, 2, 3), new PixelRectangle(4, 4, 5, 5)]);
        Assert.Equal(
            [103, 133, 136, 109, 147, 129, 102, 129, 134, 89, 121, 141, 122, 136, 117, 129, 138, 124, 127, 140, 125],
            InHole(ClassicalInpainting.Telea(image, holes, 3), holes));
        Assert.Equal(
            [47, 88, 133, 43, 83, 121, 61, 108, 140, 55, 99, 129, 106, 152, 165, 106, 163, 117, 127, 154, 164],
            InHole(ClassicalInpainting.NavierStokes(image, holes, 2), holes));
    }

    private static byte[] InHole(RgbImage image, HoleMask mask) => [.. image.Pixels.Where((_, i) => mask.Hole[i / 3] != 0)];

    private static RgbImage Slope()
    {
        var image = new RgbImage(24, 20);
        for (var i = 0; i < 24 * 20; i++)
        {
            image.Pixels.AsSpan(3 * i, 3).Fill((byte)(5 * (i % 24) + 4 * (i / 24)));
        }

        return image;
    }

    private static void AssertNear(RgbImage expected, PlanarImage filled)
    {
        var planes = PlanarImage.FromRgb(expected);
        Assert.All(filled.Samples.Zip(planes.Samples), pair => Assert.Equal(pair.Second / 255, pair.First, 1e-4f));
    }
}
