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

    // Pillow 9.4 gave these levels for 7 x 5 grey pixels of 7 x² + 31 y² + 13 xy (mod 256).
    [Theory]
    [InlineData(Resampling.Bicubic, 3, 5, new byte[] { 5, 66, 196, 46, 132, 86, 157, 94, 94, 65, 131, 160, 133, 131, 92 })]
    [InlineData(Resampling.Lanczos, 11, 2, new byte[] { 29, 41, 68, 94, 85, 75, 121, 137, 109, 126, 149, 131, 105, 86, 126, 171, 159, 77, 66, 142, 137, 102 })]
    [InlineData(Resampling.Bilinear, 4, 8, new byte[]
    {
        4, 34, 111, 212, 21, 59, 125, 150, 48, 95, 138, 72, 111, 125, 100, 83, 113, 139, 88, 122, 54, 138, 101, 187, 105, 131, 109, 136, 150, 126, 114, 91,
    })]
    public void Levels_equal_pillows_and_do_not_hang_on_the_number_of_channels(Resampling resampling, int width, int height, byte[] expected)
    {
        byte[] grey = [.. Enumerable.Range(0, 35).Select(i => (byte)(7 * (i % 7) * (i % 7) + 31 * (i / 7) * (i / 7) + 13 * (i % 7) * (i / 7)))];
        var one = Resizer.Resize(grey, 7, 5, channels: 1, width, height, resampling);
        Assert.Equal(expected, one);
        foreach (var channels in new[] { 2, 3, 4 })
        {
            byte[] repeated = [.. grey.SelectMany(level => Enumerable.Repeat(level, channels))];
            var many = Resizer.Resize(repeated, 7, 5, channels, width, height, resampling);
            Assert.Equal(one.SelectMany(level => Enumerable.Repeat(level, channels)), many);
        }
    }

    [Fact]
    public void Large_picture_split_over_threads_is_the_same_picture()
    {
        var large = TestPictures.Noise(700, 500, seed: 2);
        var whole = Resizer.Resize(large, 300, 200, Resampling.Lanczos);
        for (var channel = 0; channel < 3; channel++)
        {
            // One channel takes a way of its own, in one thread or many.
            byte[] plane = [.. large.Pixels.Where((_, i) => i % 3 == channel)];
            Assert.Equal(whole.Pixels.Where((_, i) => i % 3 == channel), Resizer.Resize(plane, 700, 500, 1, 300, 200, Resampling.Lanczos));
        }
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
