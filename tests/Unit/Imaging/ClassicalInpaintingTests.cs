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
            Assert.All(filled.Pixels, level => Assert.InRange(level, 89, 91));
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
