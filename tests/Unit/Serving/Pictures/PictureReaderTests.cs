using Google.Protobuf;
using Inpaint.Imaging;
using Inpaint.Serving;
using Inpaint.Tests.Unit.Serving.Support;
using Inpaint.V1;

namespace Inpaint.Tests.Unit.Serving.Pictures;

public class PictureReaderTests
{
    private readonly PictureReader _reader = new(new PictureLimits { MaxPixels = 10_000, MaxSide = 200, MaxBytes = 50_000 });

    [Fact]
    public void Png_is_decoded_without_being_told_that_it_is_one()
    {
        RgbImage picture = Gradient(12, 7);

        RgbImage read = _reader.Read(new Picture { Data = Png(picture) }, "partial");

        Assert.Equal((12, 7), (read.Width, read.Height));
        Assert.Equal(picture.Pixels, read.Pixels);
    }

    [Fact]
    public void Jpeg_is_decoded()
    {
        var picture = new Picture { Format = PictureFormat.Jpeg, Data = ByteString.CopyFrom(PictureCodec.EncodeJpeg(Gradient(16, 16), 95)) };

        Assert.Equal(16, _reader.Read(picture, "partial").Width);
    }

    [Fact]
    public void Raw_rgb_is_taken_as_it_is()
    {
        RgbImage picture = Gradient(5, 4);

        Assert.Equal(picture.Pixels, _reader.Read(Raw(5, 4, 3, picture.Pixels), "partial").Pixels);
    }

    [Fact]
    public void Raw_grey_gives_three_equal_channels() =>
        Assert.Equal([1, 1, 1, 2, 2, 2], _reader.Read(Raw(2, 1, 1, [1, 2]), "partial").Pixels);

    [Fact]
    public void Absent_picture_is_refused() => Refusal.Invalid(() => _reader.Read(null, "partial"), "partial");

    [Fact]
    public void Empty_data_are_refused() => Refusal.Invalid(() => _reader.Read(new Picture(), "partial"), "partial.data");

    [Fact]
    public void What_is_no_picture_is_refused() =>
        Refusal.Invalid(() => _reader.Read(new Picture { Data = ByteString.CopyFromUtf8("<html>not a picture</html>") }, "partial"), "partial.data");

    [Fact]
    public void Truncated_png_is_refused()
    {
        ByteString png = Png(Gradient(64, 64));

        Refusal.Invalid(() => _reader.Read(new Picture { Data = ByteString.CopyFrom(png.Span[..(png.Length / 2)]) }, "partial"), "partial.data");
    }

    [Fact]
    public void More_bytes_than_the_limit_are_refused() =>
        Refusal.Invalid(() => _reader.Read(new Picture { Data = ByteString.CopyFrom(new byte[50_001]) }, "target"), "target.data");

    [Fact]
    public void Format_other_than_stated_is_refused() =>
        Refusal.Invalid(() => _reader.Read(new Picture { Format = PictureFormat.Jpeg, Data = Png(Gradient(4, 4)) }, "partial"), "partial.format");

    [Fact]
    public void Unknown_format_is_refused() =>
        Refusal.Invalid(() => _reader.Read(new Picture { Format = (PictureFormat)9, Data = Png(Gradient(4, 4)) }, "partial"), "partial.format");

    [Fact]
    public void Width_other_than_the_file_s_is_refused() =>
        Refusal.Invalid(() => _reader.Read(new Picture { Width = 5, Data = Png(Gradient(4, 4)) }, "partial"), "partial.width");

    [Fact]
    public void Channels_beside_a_file_are_refused() =>
        Refusal.Invalid(() => _reader.Read(new Picture { Channels = 3, Data = Png(Gradient(4, 4)) }, "partial"), "partial.channels");

    [Theory]
    [InlineData(0, 1, 3, "partial.width")]
    [InlineData(1, -1, 3, "partial.height")]
    [InlineData(201, 1, 3, "partial.width")]
    [InlineData(200, 200, 3, "partial")]
    [InlineData(1, 1, 4, "partial.channels")]
    [InlineData(1, 1, -3, "partial.channels")]
    [InlineData(2, 2, 3, "partial.data")]
    public void Raw_picture_that_contradicts_itself_or_the_limits_is_refused(int width, int height, int channels, string field) =>
        Refusal.Invalid(() => _reader.Read(Raw(width, height, channels, [1, 2, 3]), "partial"), field);

    [Fact]
    public void Size_other_than_required_is_refused_saying_which_is_accepted()
    {
        string detail = Refusal.Invalid(() => _reader.Read(new Picture { Data = Png(Gradient(4, 4)) }, "partial", new PixelSize(8, 8)), "partial").Status.Detail;

        Assert.Equal("partial: 4x4, but 8x8 is required", detail);
    }

    [Fact]
    public void Header_beyond_the_limits_is_refused() =>
        Refusal.Invalid(() => _reader.Read(new Picture { Data = Png(Gradient(199, 199)) }, "partial"), "partial.data");

    [Fact]
    public void Png_and_raw_results_give_the_pixels_back()
    {
        RgbImage picture = Gradient(9, 6);

        foreach (PictureFormat format in new[] { PictureFormat.Png, PictureFormat.Raw })
            Assert.Equal(picture.Pixels, _reader.Read(PictureWriter.Write(picture, format), "picture").Pixels);
    }

    [Fact]
    public void Jpeg_results_are_refused() =>
        Refusal.Invalid(() => PictureWriter.RequireLossless(PictureFormat.Jpeg, "result_format"), "result_format");

    private static Picture Raw(int width, int height, int channels, byte[] pixels) => new()
    {
        Format = PictureFormat.Raw,
        Width = width,
        Height = height,
        Channels = channels,
        Data = ByteString.CopyFrom(pixels),
    };

    private static ByteString Png(RgbImage picture) => ByteString.CopyFrom(PictureCodec.EncodePng(picture));

    private static RgbImage Gradient(int width, int height)
    {
        var picture = new RgbImage(width, height);
        for (int i = 0; i < picture.Pixels.Length; i++)
            picture.Pixels[i] = (byte)(i * 7);
        return picture;
    }
}
