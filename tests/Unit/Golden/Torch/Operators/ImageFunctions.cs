using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Inpaint.Tests.Unit.Golden.Torch.Operators;

/// <summary>Padding, resizing and sampling of torch.nn.functional.</summary>
internal static class ImageFunctions
{
    private const string Prefix = "nn.functional.";

    public static void AddTo(OperatorTable table)
    {
        table.Add(Prefix + "pad", "input pad mode value", a => functional.pad(a.Tensor("input"), a.Longs("pad"), a.Text("mode", "constant") switch
        {
            "reflect" => PaddingModes.Reflect,
            "replicate" => PaddingModes.Replicate,
            "circular" => PaddingModes.Circular,
            _ => PaddingModes.Constant,
        }, a.Double("value", 0)));
        table.Add(Prefix + "affine_grid", "theta size align_corners", a =>
            functional.affine_grid(a.Tensor("theta"), a.Longs("size"), a.Flag("align_corners")));
        table.Add(Prefix + "grid_sample", "input grid mode padding_mode align_corners", GridSample);
        table.Add(Prefix + "interpolate", "input size scale_factor mode align_corners recompute_scale_factor antialias", Interpolate);
    }

    private static Tensor GridSample(OperatorArguments a)
    {
        var padding = a.Text("padding_mode", "zeros") switch
        {
            "border" => GridSamplePaddingMode.Border,
            "reflection" => GridSamplePaddingMode.Reflection,
            _ => GridSamplePaddingMode.Zeros,
        };
        return a.Text("mode", "bilinear") switch
        {
            "bicubic" => BicubicGridSample.Run(a.Tensor("input"), a.Tensor("grid"), padding, a.Flag("align_corners")),
            "nearest" => functional.grid_sample(a.Tensor("input"), a.Tensor("grid"), GridSampleMode.Nearest, padding, a.Flag("align_corners")),
            _ => functional.grid_sample(a.Tensor("input"), a.Tensor("grid"), GridSampleMode.Bilinear, padding, a.Flag("align_corners")),
        };
    }

    private static Tensor Interpolate(OperatorArguments a)
    {
        var x = a.Tensor("input");
        var spatial = (int)x.ndim - 2;
        var factors = a.DoublesOrNull("scale_factor") is [var one] ? Enumerable.Repeat(one, spatial).ToArray() : a.DoublesOrNull("scale_factor");
        var size = a.LongsOrNull("size") is [var side] ? Enumerable.Repeat(side, spatial).ToArray() : a.LongsOrNull("size");
        return functional.interpolate(x, size, factors, a.Text("mode", "nearest") switch
        {
            "linear" => InterpolationMode.Linear,
            "bilinear" => InterpolationMode.Bilinear,
            "bicubic" => InterpolationMode.Bicubic,
            "trilinear" => InterpolationMode.Trilinear,
            "area" => InterpolationMode.Area,
            "nearest-exact" => InterpolationMode.NearestExact,
            _ => InterpolationMode.Nearest,
        }, a.Has("align_corners") ? a.Flag("align_corners") : null, a.Flag("recompute_scale_factor"), a.Flag("antialias"));
    }
}
