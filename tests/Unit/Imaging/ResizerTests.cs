using Inpaint.Imaging;
using Inpaint.Imaging.Resizing;

namespace Inpaint.Tests.Unit.Imaging;

public sealed class ResizerTests
{
    [Theory]
    [InlineData(Resampling.Bilinear)]
    [InlineData(Resampling.Bicubic)]
    [InlineData(Resampling.Lanczos)]
    public void Plain_picture_stays_plain(Resampling resampling)
    {
        var resized = Resizer.Resize(TestPictures.Plain(13, 9, 77), 31, 4, resampling);
        Assert.Equal((31, 4), (resized.Width, resized.Height));
        Assert.All(resized.Pixels, level => Assert.Equal(77, level));
    }

    [Fact]
    public void Halving_by_a_triangle_weighs_columns_by_nearness()
    {
        // The columns nearest a new one's middle weigh 1, 3, 3, 1; the border cuts one of them off.
        var resized = Resizer.Resize([0, 80, 160, 240], width: 4, height: 1, channels: 1, newWidth: 2, newHeight: 1, Resampling.Bilinear);
        Assert.Equal([57, 183], resized);
    }

    [Fact]
    public void Same_size_is_the_same_picture()
    {
        var image = TestPictures.Noise(9, 7, seed: 1);
        Assert.Equal(image.Pixels, Resizer.Resize(image, 9, 7, Resampling.Bicubic).Pixels);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, -1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Impossible_size_is_refused(int width, int height) =>
        Assert.Throws<InvalidPictureArgumentException>(() => Resizer.Resize(new RgbImage(8, 8), width, height, Resampling.Bilinear));

    [Fact]
    public void Clip_takes_the_middle_of_the_longer_side()
    {
        var image = TestPictures.Plain(30, 10, 0);
        for (var row = 0; row < 10; row++)
        {
            image.Pixels.AsSpan(3 * (30 * row + 10), 30).Fill(255);
        }

        var prepared = new ClipPreprocessor(10, [.5f, .5f, .5f], [.5f, .5f, .5f], ClipCrop.HuggingFace).Prepare(image);
        Assert.Equal((3, 10, 10), (prepared.Channels, prepared.Height, prepared.Width));
        Assert.All(prepared.Samples, level => Assert.Equal(1, level));
    }
}
