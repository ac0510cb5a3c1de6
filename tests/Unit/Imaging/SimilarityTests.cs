using Inpaint.Imaging;
using Inpaint.Imaging.Scores;

namespace Inpaint.Tests.Unit.Imaging;

public sealed class SimilarityTests
{
    [Fact]
    public void Equal_pictures_score_best()
    {
        var image = TestPictures.Noise(20, 16, seed: 1);
        var scores = Similarity.Compare(image, image, HoleMask.FromRectangles(20, 16, [new PixelRectangle(2, 2, 9, 9)]));
        Assert.Equal(1, scores.Ssim, 12);
        Assert.Equal((0, 0, double.PositiveInfinity), (scores.Mae, scores.Rmse, scores.Psnr));
        Assert.Equal(1, scores.Composite, 12);
        Assert.Equal(1, scores.HoleSsim!.Value, 12);
        Assert.Equal((0, 0), (scores.HoleMae, scores.HoleRmse));
    }

    [Fact]
    public void Black_against_white_is_as_far_as_can_be()
    {
        var scores = Similarity.Compare(TestPictures.Plain(12, 12, 0), TestPictures.Plain(12, 12, 255));
        Assert.Equal((1, 1, 0), (scores.Mae, scores.Rmse, scores.Psnr));
        Assert.InRange(scores.Ssim, 0, .001);
    }

    [Theory]
    [InlineData(6, 6)]
    [InlineData(7, 13)]
    [InlineData(40, 24)]
    public void Ssim_is_that_of_the_plain_sum_over_the_window(int width, int height)
    {
        var (a, b) = (TestPictures.Noise(width, height, seed: 2), TestPictures.Noise(width, height, seed: 3));
        Assert.Equal(PlainSsim.Mean(a, b), Similarity.Compare(a, b).Ssim, 10);
    }

    [Fact]
    public void Hole_figures_see_the_hole_alone()
    {
        var mask = HoleMask.FromRectangles(30, 30, [new PixelRectangle(10, 10, 20, 20)]);
        var (a, b) = (TestPictures.Plain(30, 30, 100), TestPictures.Plain(30, 30, 100));
        for (var i = 0; i < mask.Hole.Length; i++)
        {
            if (mask.Hole[i] == 1)
                b.Pixels.AsSpan(3 * i, 3).Fill(151);
        }

        var scores = Similarity.Compare(a, b, mask);
        Assert.Equal(.2, scores.HoleMae!.Value, 12);
        Assert.Equal(.2, scores.HoleRmse!.Value, 12);
        Assert.Equal(.2 * 100 / 900, scores.Mae, 12);
        Assert.True(scores.HoleSsim < scores.Ssim);
    }

    [Fact]
    public void Composite_is_the_challenges() => Assert.Equal(((.8 + 1) / 2 + 10 * (1 - .05)) / 11, Similarity.Composite(.8, .05), 12);

    [Fact]
    public void Pictures_of_other_size_are_refused() =>
        Assert.Throws<InvalidPictureArgumentException>(() => Similarity.Compare(new RgbImage(8, 8), new RgbImage(8, 9)));

    [Fact]
    public void Mask_without_hole_is_refused() =>
        Assert.Throws<InvalidPictureArgumentException>(() => Similarity.Compare(new RgbImage(8, 8), new RgbImage(8, 8), new HoleMask(8, 8)));

    [Fact]
    public void Picture_smaller_than_half_the_window_is_refused() =>
        Assert.Throws<InvalidPictureArgumentException>(() => Similarity.Compare(new RgbImage(8, 5), new RgbImage(8, 5)));

    [Fact]
    public void Even_window_is_refused()
    {
        var image = PlanarImage.FromRgb(new RgbImage(8, 8));
        Assert.Throws<InvalidPictureArgumentException>(() => Similarity.Compare(image, image, hole: null, new SsimOptions { GaussianKernel = false, KernelSize = 4 }));
    }
}
