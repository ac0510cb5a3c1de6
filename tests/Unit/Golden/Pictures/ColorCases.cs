using System.Text.Json;
using Inpaint.Imaging;
using Inpaint.Imaging.Transforms;

namespace Inpaint.Tests.Unit.Golden.Pictures;

public sealed class ColorCases
{
    [GoldenTheory, GoldenCases("jitter")]
    public void Colours_are_changed_as_by_torchvision(string path) => Run(path, (golden, image) =>
        golden.Config.GetProperty("ops").EnumerateArray().Aggregate(image, (picture, op) => Change(picture, op[0].GetString()!, op[1].GetSingle())));

    [GoldenTheory, GoldenCases("gaussian_blur")]
    public void Picture_is_blurred_as_by_torchvision(string path) => Run(path, (golden, image) =>
    {
        JsonElement size = golden.Config.GetProperty("kernel_size"), sigma = golden.Config.GetProperty("sigma");
        return GaussianBlur.Apply(image, size[0].GetInt32(), size[1].GetInt32(), sigma[0].GetDouble(), sigma[1].GetDouble());
    });

    private static void Run(string path, Func<GoldenCase, PlanarImage, PlanarImage> change)
    {
        var golden = GoldenCase.Load(path);
        var given = golden.Tensor("in.picture");
        IEnumerable<float> ChangeAll() => Enumerable.Range(0, (int)given.Shape[0]).SelectMany(i => change(golden, PictureTensors.Planar(given, i)).Samples);
        if (golden.ErrorClass is not null)
        {
            Assert.Equal("invalid", golden.ErrorClass);
            Assert.Throws<InvalidPictureArgumentException>(() => ChangeAll().Count());
            return;
        }

        golden.Check("out.picture", GoldenTensor.Of<float>(given.Shape, ChangeAll().ToArray()));
    }

    private static PlanarImage Change(PlanarImage image, string op, float factor) => op switch
    {
        "brightness" => ColorJitter.Brightness(image, factor),
        "contrast" => ColorJitter.Contrast(image, factor),
        "saturation" => ColorJitter.Saturation(image, factor),
        "hue" => ColorJitter.Hue(image, factor),
        _ => throw new InvalidDataException($"no runner knows the change {op}"),
    };
}
