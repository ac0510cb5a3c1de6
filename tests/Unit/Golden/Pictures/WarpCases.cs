using System.Text.Json;
using Inpaint.Imaging.Transforms;

namespace Inpaint.Tests.Unit.Golden.Pictures;

public sealed class WarpCases
{
    [GoldenTheory, GoldenCases("warp")]
    public void Picture_and_mask_are_warped_as_by_torchvision(string path)
    {
        var golden = GoldenCase.Load(path);
        Run(golden, "picture", "interpolation", "fill");
        Run(golden, "mask", "mask_interpolation", "mask_fill");
    }

    private static void Run(GoldenCase golden, string what, string interpolationKey, string fillKey)
    {
        var given = golden.Tensor($"in.{what}");
        var image = PictureTensors.Planar(given with { Shape = [1, .. given.Shape] }, 0);
        var interpolation = Enum.Parse<Interpolation>(golden.Config.GetProperty(interpolationKey).GetString()!, ignoreCase: true);
        var fill = golden.Config.GetProperty(fillKey);
        float[]? levels = fill.ValueKind == JsonValueKind.Null ? null : [.. fill.EnumerateArray().Select(level => level.GetSingle())];
        var warped = WarpSampler.Sample(image, WarpOf(golden.Config, image.Width, image.Height), interpolation, levels);
        golden.Check($"out.{what}", GoldenTensor.Of<float>([warped.Channels, warped.Height, warped.Width], warped.Samples));
    }

    private static Warp WarpOf(JsonElement config, int width, int height) => config.GetProperty("op").GetString() switch
    {
        "rotate" => Warp.Rotate(width, height, config.GetProperty("angle").GetDouble(), Center(config), config.GetProperty("expand").GetBoolean()),
        "affine" => Warp.Affine(width, height, config.GetProperty("angle").GetDouble(), Point(config.GetProperty("translate")),
            config.GetProperty("scale").GetDouble(), Point(config.GetProperty("shear")), Center(config)),
        "perspective" => Warp.Perspective(width, height, Points(config.GetProperty("startpoints")), Points(config.GetProperty("endpoints"))),
        var op => throw new InvalidDataException($"no runner knows the warp {op}"),
    };

    private static PlanePoint? Center(JsonElement config) =>
        config.GetProperty("center") is { ValueKind: JsonValueKind.Array } center ? Point(center) : null;

    private static PlanePoint[] Points(JsonElement points) => [.. points.EnumerateArray().Select(Point)];

    private static PlanePoint Point(JsonElement point) => new(point[0].GetDouble(), point[1].GetDouble());
}
