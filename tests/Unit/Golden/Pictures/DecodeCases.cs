using Inpaint.Imaging;

namespace Inpaint.Tests.Unit.Golden.Pictures;

public sealed class DecodeCases
{
    [GoldenTheory, GoldenCases("decode")]
    public void Picture_is_decoded_as_defined(string path)
    {
        var golden = GoldenCase.Load(path);
        var image = PictureCodec.Decode(golden.FileBytes, LimitsOf(golden));
        golden.Check("out.pixels", PictureTensors.Of(image));
        Assert.Equal(golden.HasTensor("out.alpha"), image.Alpha is not null);
        if (image.Alpha is not null)
            golden.Check("out.alpha", GoldenTensor.Of<byte>([image.Height, image.Width], image.Alpha));
    }

    [GoldenTheory, GoldenCases("decode_bad")]
    public void Bad_picture_is_refused_within_its_own_size(string path)
    {
        var golden = GoldenCase.Load(path);
        var file = golden.FileBytes;
        var limits = LimitsOf(golden);
        Assert.Equal(golden.ErrorClass, ClassOf(Assert.Throws<PictureException>(() => PictureCodec.Decode(file, limits)).Kind));

        // Once more, with everything that is made once already made.
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<PictureException>(() => PictureCodec.Decode(file, limits));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, file.Length + 65536);
    }

    private static PictureLimits LimitsOf(GoldenCase golden) => new()
    {
        MaxPixels = golden.Config.GetProperty("limits").GetProperty("max_pixels").GetInt64(),
        MaxSide = int.MaxValue,
    };

    private static string ClassOf(PictureErrorKind kind) => kind switch
    {
        PictureErrorKind.Format => "format",
        PictureErrorKind.TooLarge => "too_large",
        PictureErrorKind.Unsupported => "unsupported",
        _ => "corrupt",
    };
}
