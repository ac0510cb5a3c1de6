using System.Globalization;
using Inpaint.Benchmarks.Forward;
using Inpaint.Benchmarks.Harness;
using Inpaint.Imaging;
using Inpaint.Imaging.Resizing;
using Inpaint.Models.Unet;

namespace Inpaint.Benchmarks.Codec;

/// <summary>What pictures cost beside the network: each step as a share of a request's forward at the shipped UNet's 128x80.</summary>
internal static class RequestShares
{
    private const int Times = 300;

    public static void Add(MeasurementReport report, Action<string> log)
    {
        var shape = new ConditionedUnetConfiguration { Width = 128, Height = 80, EmbeddingWidth = 192 };
        using var workload = new UnetWorkload(shape);
        var whole = PhotographLike.Draw(128);
        var picture = new RgbImage(128, 80, whole.Pixels[..(128 * 80 * 3)]);
        var file = PictureCodec.EncodePng(picture);
        var large = PhotographLike.Draw(512);
        var forward = Warm(workload.Forward);
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
