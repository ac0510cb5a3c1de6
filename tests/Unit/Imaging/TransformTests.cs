using Inpaint.Imaging;
using Inpaint.Imaging.Transforms;

namespace Inpaint.Tests.Unit.Imaging;

public sealed class TransformTests
{
    private static readonly PlanarImage Picture = PlanarImage.FromRgb(TestPictures.Noise(12, 8, seed: 1));

    [Fact]
    public void Quarter_turn_moves_corners_anticlockwise()
    {
        var square = PlanarImage.FromRgb(TestPictures.Noise(8, 8, seed: 2));
        var turned = WarpSampler.Sample(square, Warp.Rotate(8, 8, degrees: 90), Interpolation.Nearest);
        for (var i = 0; i < 64; i++)
        {
            var (x, y) = (i % 8, i / 8);
            Assert.Equal(square.Plane(0)[x * 8 + 7 - y], turned.Plane(0)[i]);
        }
    }

    [Fact]
    public void Expanded_quarter_turn_swaps_the_sides()
    {
        var warp = Warp.Rotate(12, 8, degrees: 90, expand: true);
        Assert.Equal((8, 12), (warp.Width, warp.Height));
    }

    [Theory]
    [InlineData(15, 17)]
    [InlineData(10, 18)]
    [InlineData(17, 9)]
    public void Expanded_quarter_turn_adds_no_row_for_what_double_precision_leaves_over(int width, int height)
    {
        var warp = Warp.Rotate(width, height, degrees: 90, expand: true);
        Assert.Equal((height, width), (warp.Width, warp.Height));
    }

    [Fact]
    public void Moved_picture_shows_the_fill_where_it_was()
    {
        var warp = Warp.Affine(12, 8, degrees: 0, translate: new PlanePoint(3, 0), scale: 1, shear: default);
        var moved = WarpSampler.Sample(Picture, warp, Interpolation.Nearest, fill: [7, 8, 9]);
        for (var x = 0; x < 12; x++)
        {
            Assert.Equal(x < 3 ? 8 : Picture.Plane(1)[x - 3], moved.Plane(1)[x]);
        }
    }

    [Fact]
    public void Perspective_onto_itself_changes_nothing()
    {
        PlanePoint[] corners = [new(0, 0), new(11, 0), new(11, 7), new(0, 7)];
        var same = WarpSampler.Sample(Picture, Warp.Perspective(12, 8, corners, corners), Interpolation.Bilinear);
        Assert.All(same.Samples.Zip(Picture.Samples), pair => Assert.Equal(pair.Second, pair.First, 1e-3));
    }

    [Fact]
    public void Points_on_a_line_determine_no_perspective()
    {
        PlanePoint[] line = [new(0, 0), new(1, 1), new(2, 2), new(0, 7)];
        Assert.Throws<InvalidPictureArgumentException>(() => Warp.Perspective(12, 8, line, line));
    }

    [Fact]
    public void Scale_of_zero_is_refused() =>
        Assert.Throws<InvalidPictureArgumentException>(() => Warp.Affine(8, 8, 0, default, scale: 0, shear: default));

    [Fact]
    public void Whole_turn_of_hue_in_two_halves_changes_nothing()
    {
        var image = new PlanarImage(3, 1, 2, [.2f, .9f, .5f, .1f, .7f, .3f]);
        var turned = ColorJitter.Hue(ColorJitter.Hue(image, .5f), .5f);
        Assert.All(turned.Samples.Zip(image.Samples), pair => Assert.Equal(pair.Second, pair.First, 1e-5f));
    }

    [Fact]
    public void Picture_without_saturation_is_grey()
    {
        var grey = ColorJitter.Saturation(new PlanarImage(3, 1, 1, [.2f, .6f, .4f]), 0);
        Assert.Equal(.2989 * .2 + .587 * .6 + .114 * .4, grey.Samples[0], 1e-6);
        Assert.Equal(grey.Samples[0], grey.Samples[2]);
    }

    [Fact]
    public void Blurred_plain_picture_stays_plain()
    {
        var blurred = GaussianBlur.Apply(PlanarImage.FromRgb(TestPictures.Plain(9, 9, 50)), 5, 7, 1.5, 2);
        Assert.All(blurred.Samples, level => Assert.Equal(50, level, 1e-4f));
    }
}
