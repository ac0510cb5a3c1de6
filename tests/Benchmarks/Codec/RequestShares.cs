using System.Globalization;
using Inpaint.Benchmarks.Harness;
using Inpaint.Benchmarks.Networks;
using Inpaint.Imaging;
using Inpaint.Imaging.Resizing;

namespace Inpaint.Benchmarks.Codec;

/// <summary>What pictures cost beside the network: each step as a share of a request's forward at the shipped UNet's 128x80.</summary>
internal static class RequestShares
{
    private const int Times = 300;

    public static void Add(MeasurementReport report, Action<string> log)
    {
        using var workload = new ConditionedWorkload();
        using var plan = workload.CompilePlan();
        float[][] output = [new float[plan.Outputs[0].Count]];
        var whole = PhotographLike.Draw(128);
        var picture = new RgbImage(128, 80, whole.Pixels[..(128 * 80 * 3)]);
        var file = PictureCodec.EncodePng(picture);
        var large = PhotographLike.Draw(512);
        var forward = Warm(() => plan.Run(1, workload.PlanInputs, output));
        foreach (var (name, action) in new (string, Action)[]
        {
            ("decode", () => PictureCodec.Decode(file, PictureLimits.Default)),
            ("encode", () => PictureCodec.EncodePng(picture)),
            ("resize_from_512", () => Resizer.Resize(large, 128, 80, Resampling.Bicubic)),
            ("ssim", () => Similarity.Compare(picture, picture)),
        })
        {
            var milliseconds = Warm(action);
            log(string.Create(CultureInfo.InvariantCulture, $"  {name}: {milliseconds:F3} ms beside a forward of {forward:F3} ms"));
            report.Figure($"{name}_share_of_forward", milliseconds / forward);
        }
    }

    private static double Warm(Action action)
    {
        Repeat.MinimumMilliseconds(Times, action);
        return Repeat.MinimumMilliseconds(Times, action);
    }
}
