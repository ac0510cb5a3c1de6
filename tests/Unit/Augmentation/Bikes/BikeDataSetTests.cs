using System.Security.Cryptography;
using Inpaint.Augmentation.Bikes;
using Inpaint.Imaging;
using Split = Inpaint.V1.Split;

namespace Inpaint.Tests.Unit.Augmentation.Bikes;

public sealed class BikeDataSetTests
{
    private readonly BikeDataSet _bikes = new();

    [Fact]
    public void Sample_is_the_same_whenever_and_by_whom_it_is_asked_for()
    {
        for (var i = 0; i < 20; i++)
        {
            var (first, second) = (_bikes.Get(Split.Train, i), new BikeDataSet().Get(Split.Train, i));
            Assert.Equal(first.Picture.Pixels, second.Picture.Pixels);
            Assert.Equal(first.Parameters, second.Parameters);
            Assert.Equal(first.Description, second.Description);
            Assert.Equal($"bikes/train/{i}", first.Id);
        }
    }

    [Fact]
    public void Splits_differ_at_the_same_index() =>
        Assert.NotEqual(_bikes.Get(Split.Validation, 5).Picture.Pixels, _bikes.Get(Split.Test, 5).Picture.Pixels);

    [Fact]
    public void Forty_bicycles_differ_pairwise_by_more_than_their_colour()
    {
        var bikes = Enumerable.Range(0, 40).Select(i => Grey(_bikes.Get(Split.Test, i).Picture)).ToList();
        for (var i = 0; i < bikes.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var changed = bikes[i].Zip(bikes[j]).Count(pair => Math.Abs(pair.First - pair.Second) > 40);
                Assert.True(changed > 250, $"bicycles {i} and {j} differ in {changed} pixels only");
            }
        }
    }

    [Fact]
    public void Bicycle_stands_free_on_white()
    {
        for (var i = 0; i < 200; i++)
        {
            var picture = _bikes.Get(Split.Train, i).Picture;
            Assert.Equal((128, 80), (picture.Width, picture.Height));
            var grey = Grey(picture);
            Assert.All(Border(picture), place => Assert.True(grey[place] >= 250, $"bicycle {i} touches the edge"));
            Assert.InRange(grey.Count(level => level < 200), 900, 6000);
        }
    }

    [Fact]
    public void Wheels_stand_on_one_line_and_the_frame_closes()
    {
        for (var i = 0; i < 500; i++)
        {
            var design = BikeDesign.FromParameters(BikeDataSet.SampleParameters(Split.Train, i));
            var geometry = new BikeGeometry(design);
            Assert.Equal(geometry.Ground, geometry.FrontAxle.Y - geometry.FrontRadius, 1e-6);
            Assert.Equal(design[BikeParameter.Stack], geometry.HeadTubeTop.Y, 1e-6);
            Assert.Equal(design[BikeParameter.DownTubeLength], geometry.DownTubeEnd.Length, 1e-6);
            Assert.True(geometry.RearAxle.Length > geometry.RearRadius, "the rear wheel reaches into the bottom bracket");
            Assert.True((geometry.FrontAxle - geometry.RearAxle).Length > geometry.FrontRadius + geometry.RearRadius, "the wheels overlap");
            Assert.True(geometry.SaddleTop.Length > geometry.SeatTubeTop.Length);
        }
    }

    [Fact]
    public void Counts_are_those_stated_and_others_refused()
    {
        Assert.Equal((10_000, 1_000, 1_000), (_bikes.Count(Split.Train), _bikes.Count(Split.Validation), _bikes.Count(Split.Test)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _bikes.Count(Split.Unspecified));
        Assert.Throws<ArgumentOutOfRangeException>(() => _bikes.Get(Split.Test, 1_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => _bikes.Get(Split.Test, -1));
    }

    [Fact]
    public void Digest_is_a_sha256() => Assert.Equal(SHA256.HashSizeInBytes, Convert.FromHexString(_bikes.Digest).Length);

    private static int[] Grey(RgbImage picture) =>
        [.. Enumerable.Range(0, picture.Width * picture.Height).Select(i => (picture.Pixels[3 * i] + picture.Pixels[3 * i + 1] + picture.Pixels[3 * i + 2]) / 3)];

    private static IEnumerable<int> Border(RgbImage picture) => Enumerable.Range(0, picture.Width * picture.Height)
        .Where(i => i / picture.Width == 0 || i / picture.Width == picture.Height - 1 || i % picture.Width == 0 || i % picture.Width == picture.Width - 1);
}
