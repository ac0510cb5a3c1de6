using Inpaint.Imaging;
using Inpaint.Imaging.Classical;

namespace Inpaint.Tests.Unit.Golden.Pictures;

public sealed class ClassicalCases
{
    [GoldenTheory, GoldenCases("inpaint_classical")]
    public void Hole_is_filled_as_by_the_reference(string path)
    {
        var golden = GoldenCase.Load(path);
        var (pixels, holes) = (golden.Tensor("in.pixels"), golden.Tensor("in.mask"));
        var (height, width) = ((int)pixels.Shape[0], (int)pixels.Shape[1]);
        var image = new RgbImage(width, height, pixels.Values<byte>());
        var mask = new HoleMask(width, height, holes.Values<byte>());
        if (golden.ErrorClass is not null)
        {
            Assert.Equal("invalid", golden.ErrorClass);
            Assert.Throws<InvalidPictureArgumentException>(() => Fill(golden, image, mask));
            return;
        }

        Fill(golden, image, mask);
    }

    private static void Fill(GoldenCase golden, RgbImage image, HoleMask mask)
    {
        switch (golden.Config.GetProperty("method").GetString())
        {
            case "telea":
                CheckPixels(golden, image, mask, ClassicalInpainting.Telea(image, mask, golden.Config.GetProperty("radius").GetInt32()));
                break;
            case "ns":
                CheckPixels(golden, image, mask, ClassicalInpainting.NavierStokes(image, mask, golden.Config.GetProperty("radius").GetInt32()));
                break;
            case "harmonic":
                CheckPicture(golden, ClassicalInpainting.Harmonic(image, mask));
                break;
            case "biharmonic":
                CheckPicture(golden, ClassicalInpainting.Biharmonic(image, mask));
                break;
            case var method:
                throw new InvalidDataException($"no runner knows the method {method}");
        }
    }

    private static void CheckPixels(GoldenCase golden, RgbImage given, HoleMask mask, RgbImage filled)
    {
        Assert.Equal("mean_abs_in_hole", golden.Json.GetProperty("compare").GetString());
        var expected = golden.Tensor("out.pixels").Values<byte>();
        var sum = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            if (mask.Hole[i / 3] == 0)
                Assert.Equal(given.Pixels[i], filled.Pixels[i]);
            else
                sum += Math.Abs(expected[i] - filled.Pixels[i]);
        }

        Assert.InRange(sum / (3 * mask.HoleCount), 0, golden.Json.GetProperty("limit").GetDouble());
    }

    private static void CheckPicture(GoldenCase golden, PlanarImage filled)
    {
        var count = filled.Height * filled.Width;
        var interleaved = Enumerable.Range(0, 3 * count).Select(i => filled.Samples[i % 3 * count + i / 3]).ToArray();
        golden.Check("out.picture", GoldenTensor.Of<float>([filled.Height, filled.Width, 3], interleaved));
    }
}
