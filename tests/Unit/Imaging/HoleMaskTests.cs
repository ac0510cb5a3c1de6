using Inpaint.Imaging;

namespace Inpaint.Tests.Unit.Imaging;

public sealed class HoleMaskTests
{
    [Fact]
    public void Rectangles_are_half_open_and_their_union_is_the_hole()
    {
        var mask = HoleMask.FromRectangles(5, 4, [new PixelRectangle(1, 1, 3, 3), new PixelRectangle(2, 2, 5, 4)]);
        byte[] expected =
        [
            0, 0, 0, 0, 0,
            0, 1, 1, 0, 0,
            0, 1, 1, 1, 1,
            0, 0, 1, 1, 1,
        ];
        Assert.Equal(expected, mask.Hole);
        Assert.Equal(9, mask.HoleCount);
    }

    [Theory]
    [InlineData(-1, 0, 2, 2)]
    [InlineData(0, 0, 6, 2)]
    [InlineData(0, 0, 2, 5)]
    [InlineData(2, 0, 2, 2)]
    [InlineData(3, 0, 2, 2)]
    [InlineData(0, 3, 2, 1)]
    public void Rectangle_that_is_empty_or_not_inside_is_refused(int left, int top, int right, int bottom) =>
        Assert.Throws<InvalidPictureArgumentException>(() => HoleMask.FromRectangles(5, 4, [new PixelRectangle(left, top, right, bottom)]));

    [Fact]
    public void Level_128_of_a_picture_is_hole_and_127_is_known()
    {
        var image = new RgbImage(2, 1, [128, 128, 128, 127, 127, 127]);
        Assert.Equal([1, 0], HoleMask.FromImage(image).Hole);
    }

    [Fact]
    public void Values_other_than_0_and_1_are_refused() =>
        Assert.Throws<InvalidPictureArgumentException>(() => new HoleMask(2, 1, [0, 255]));

    [Fact]
    public void Mask_of_other_size_is_refused() =>
        Assert.Throws<InvalidPictureArgumentException>(() => MaskedPictures.CutHole(new RgbImage(4, 4), new HoleMask(4, 5)));

    [Fact]
    public void Cut_hole_is_filled_and_the_rest_is_untouched()
    {
        var image = TestPictures.Noise(7, 5, seed: 1);
        var mask = HoleMask.FromRectangles(7, 5, [new PixelRectangle(2, 1, 5, 4)]);
        var cut = MaskedPictures.CutHole(image, mask);
        for (var i = 0; i < cut.Pixels.Length; i++)
        {
            Assert.Equal(mask.Hole[i / 3] == 1 ? 255 : image.Pixels[i], cut.Pixels[i]);
        }
    }

    [Fact]
    public void Pasted_picture_has_known_pixels_byte_for_byte()
    {
        var (known, completed) = (TestPictures.Noise(7, 5, seed: 1), TestPictures.Noise(7, 5, seed: 2));
        var mask = HoleMask.FromRectangles(7, 5, [new PixelRectangle(0, 0, 3, 5), new PixelRectangle(6, 4, 7, 5)]);
        var pasted = MaskedPictures.Paste(known, completed, mask);
        for (var i = 0; i < pasted.Pixels.Length; i++)
        {
            Assert.Equal((mask.Hole[i / 3] == 1 ? completed : known).Pixels[i], pasted.Pixels[i]);
        }
    }
}
