using Inpaint.Imaging;

namespace Inpaint.Tests.Unit.Golden.Pictures;

public sealed class EncodeCases
{
    [GoldenTheory, GoldenCases("encode")]
    public void Encoded_picture_decodes_to_itself(string path)
    {
        var golden = GoldenCase.Load(path);
        Assert.Equal("png", golden.Config.GetProperty("format").GetString());
        Assert.True(golden.Json.GetProperty("roundtrip").GetBoolean());
        var given = golden.Tensor("in.pixels");
        var (height, width, channels) = ((int)given.Shape[0], (int)given.Shape[1], (int)given.Shape[2]);
        var samples = given.Values<byte>();
        var rgb = new byte[height * width * 3];
        for (var i = 0; i < rgb.Length; i++)
        {
            rgb[i] = samples[i / 3 * channels + (channels == 1 ? 0 : i % 3)];
        }

        var alpha = channels == 4 ? samples.Where((_, i) => i % 4 == 3).ToArray() : null;
        var file = channels == 1 ? PictureCodec.EncodeGreyPng(samples, width, height) : PictureCodec.EncodePng(new RgbImage(width, height, rgb, alpha));

        var decoded = PictureCodec.Decode(file, PictureLimits.Default);
        Assert.Equal((width, height), (decoded.Width, decoded.Height));
        Assert.Equal(rgb, decoded.Pixels);
        Assert.Equal(alpha, decoded.Alpha);
    }
}
