using Inpaint.Imaging;

namespace Inpaint.Tests.Unit.Imaging;

public sealed class PictureCodecTests
{
    [Fact]
    public void Png_of_a_picture_decodes_to_it()
    {
        var image = TestPictures.Noise(17, 9, seed: 1);
        Assert.Equal(image.Pixels, PictureCodec.Decode(PictureCodec.EncodePng(image), PictureLimits.Default).Pixels);
    }

    // The stream is decoded by libpng, the file in memory by our own way through plain PNGs.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(31, 7)]
    [InlineData(33, 5)]
    [InlineData(64, 64)]
    [InlineData(1031, 257)]
    public async Task Every_size_is_read_back_by_both_decoders(int width, int height)
    {
        var alpha = TestPictures.Noise(width, height, seed: 9).Pixels[..(width * height)];
        foreach (var image in new[]
        {
            TestPictures.Noise(width, height, seed: 10), TestPictures.Gradient(width, height),
            new RgbImage(width, height, TestPictures.Gradient(width, height).Pixels, alpha),
        })
        {
            var file = PictureCodec.EncodePng(image);
            foreach (var decoded in new[]
            {
                PictureCodec.Decode(file, PictureLimits.Default), await PictureCodec.DecodeAsync(new MemoryStream(file), PictureLimits.Default),
            })
            {
                Assert.Equal(image.Pixels, decoded.Pixels);
                Assert.Equal(image.Alpha, decoded.Alpha);
            }
        }

        var grey = PictureCodec.Decode(PictureCodec.EncodeGreyPng(alpha, width, height), PictureLimits.Default);
        Assert.Equal(alpha.SelectMany(level => Enumerable.Repeat(level, 3)), grey.Pixels);
    }

    [Fact]
    public void Png_keeps_alpha_beside_colours()
    {
        var alpha = Enumerable.Range(0, 12).Select(i => (byte)(20 * i)).ToArray();
        var image = new RgbImage(4, 3, TestPictures.Noise(4, 3, seed: 2).Pixels, alpha);
        var decoded = PictureCodec.Decode(PictureCodec.EncodePng(image), PictureLimits.Default);
        Assert.Equal(image.Pixels, decoded.Pixels);
        Assert.Equal(alpha, decoded.Alpha);
    }

    [Fact]
    public void Png_of_a_mask_is_white_in_the_hole()
    {
        var mask = HoleMask.FromRectangles(6, 5, [new PixelRectangle(1, 2, 4, 5)]);
        var decoded = PictureCodec.Decode(PictureCodec.EncodePng(mask), PictureLimits.Default);
        Assert.Equal(mask.Hole.SelectMany(hole => Enumerable.Repeat((byte)(255 * hole), 3)), decoded.Pixels);
        Assert.Equal(mask.Hole, HoleMask.FromImage(decoded).Hole);
    }

    [Theory]
    [InlineData(95, 3)]
    [InlineData(50, 10)]
    public void Jpeg_of_a_smooth_picture_stays_near_it(int quality, double mostMeanDifference)
    {
        var image = TestPictures.Gradient(64, 48);
        var decoded = PictureCodec.Decode(PictureCodec.EncodeJpeg(image, quality), PictureLimits.Default);
        Assert.Equal((64, 48), (decoded.Width, decoded.Height));
        Assert.InRange(Similarity.Compare(image, decoded).Mae * 255, 0, mostMeanDifference);
    }

    [Fact]
    public void Larger_jpegs_than_the_first_buffer_are_whole()
    {
        var image = TestPictures.Noise(400, 300, seed: 3);
        var file = PictureCodec.EncodeJpeg(image, 100);
        Assert.InRange(file.Length, 65536, int.MaxValue);
        Assert.Equal((400, 300), (PictureCodec.Decode(file, PictureLimits.Default).Width, PictureCodec.Decode(file, PictureLimits.Default).Height));
    }

    [Fact]
    public void Header_is_read_without_decoding()
    {
        var header = PictureCodec.ReadHeader(PictureCodec.EncodeJpeg(TestPictures.Gradient(30, 20), 80), PictureLimits.Default);
        Assert.Equal(new PictureHeader(PictureFileKind.Jpeg, 30, 20, Orientation: 1), header);
    }

    [Fact]
    public void Turned_header_swaps_the_sides() =>
        Assert.Equal((20, 30), (new PictureHeader(PictureFileKind.Jpeg, 30, 20, Orientation: 6).Width, new PictureHeader(PictureFileKind.Jpeg, 30, 20, Orientation: 6).Height));

    [Fact]
    public void File_larger_than_allowed_is_refused() =>
        AssertRefused(PictureErrorKind.TooLarge, new PictureLimits { MaxBytes = 100 });

    [Fact]
    public void More_pixels_than_allowed_are_refused() =>
        AssertRefused(PictureErrorKind.TooLarge, new PictureLimits { MaxPixels = 599 });

    [Fact]
    public void Longer_side_than_allowed_is_refused() =>
        AssertRefused(PictureErrorKind.TooLarge, new PictureLimits { MaxSide = 29 });

    [Fact]
    public void Limits_themselves_are_allowed()
    {
        var file = PictureCodec.EncodePng(TestPictures.Noise(30, 20, seed: 4));
        var limits = new PictureLimits { MaxPixels = 600, MaxSide = 30, MaxBytes = file.Length };
        Assert.Equal(30, PictureCodec.Decode(file, limits).Width);
    }

    [Fact]
    public void Every_shortened_png_is_refused()
    {
        var file = PictureCodec.EncodePng(TestPictures.Noise(8, 6, seed: 5));
        for (var length = 0; length < file.Length; length++)
        {
            Assert.Throws<PictureException>(() => PictureCodec.Decode(file.AsSpan(0, length), PictureLimits.Default));
        }
    }

    [Theory]
    [InlineData(0x7FFFFFFF)]
    [InlineData(0x7FFFFFFD)]
    [InlineData(0x7FFFFFF0)]
    public void Chunk_that_ends_beyond_what_can_be_addressed_is_refused(int length)
    {
        var file = PictureCodec.EncodePng(TestPictures.Noise(8, 6, seed: 5));
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(33), length);
        Assert.Equal(PictureErrorKind.Corrupt, Assert.Throws<PictureException>(() => PictureCodec.Decode(file, PictureLimits.Default)).Kind);
    }

    [Fact]
    public void Every_shortened_jpeg_is_refused()
    {
        var file = PictureCodec.EncodeJpeg(TestPictures.Noise(24, 16, seed: 6), 90);
        for (var length = 0; length < file.Length; length++)
        {
            Assert.Throws<PictureException>(() => PictureCodec.Decode(file.AsSpan(0, length), PictureLimits.Default));
        }
    }

    [Fact]
    public void Changed_bytes_are_decoded_or_refused_and_nothing_else()
    {
        var random = new Random(7);
        byte[][] files = [PictureCodec.EncodePng(TestPictures.Noise(9, 9, seed: 8)), PictureCodec.EncodeJpeg(TestPictures.Gradient(40, 33), 75)];
        foreach (var file in files)
        {
            for (var trial = 0; trial < 2000; trial++)
            {
                var changed = (byte[])file.Clone();
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
                var problem = Record.Exception(() => PictureCodec.Decode(changed, new PictureLimits { MaxPixels = 1 << 20 }));
                Assert.True(problem is null or PictureException, $"trial {trial}: {problem}");
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void Jpeg_quality_outside_1_to_100_is_refused(int quality) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PictureCodec.EncodeJpeg(TestPictures.Gradient(8, 8), quality));

    private static void AssertRefused(PictureErrorKind kind, PictureLimits limits)
    {
        var file = PictureCodec.EncodePng(TestPictures.Noise(30, 20, seed: 4));
        Assert.Equal(kind, Assert.Throws<PictureException>(() => PictureCodec.Decode(file, limits)).Kind);
    }
}
