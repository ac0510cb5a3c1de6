using System.Globalization;
using Inpaint.Benchmarks.Harness;
using Inpaint.Imaging;

namespace Inpaint.Benchmarks.Codec;

/// <summary>
/// PNG and JPEG in and out at 128x128 and 1024x1024 against Debian's python3-pil, in turns within one run: the same files, which Pillow wrote,
/// decoded by both; the same pixels encoded by both with the same settings (PNG level 6, JPEG quality 90 with 4:2:0).
/// </summary>
internal sealed class CodecMeasurement : IMeasurement
{
    private const int Rounds = 12;
    private const int JpegQuality = 90;
    private static readonly (int Side, int Times)[] Sizes = [(128, 200), (1024, 5)];

    public string Name => "codec";

    public string Summary => "decode and encode of 128x128 and 1024x1024 PNG and JPEG against Debian's python3-pil; resize and SSIM as a share of a request";

    public MeasurementReport Run(Action<string> log, CancellationToken cancellationToken)
    {
        var report = new MeasurementReport(Name);
        var folder = Directory.CreateTempSubdirectory("inpaint-codec-");
        try
        {
            foreach (var (side, times) in Sizes)
            {
                using var peer = new PythonPeer("pil_peer.py");
                Measure(peer, folder.FullName, side, times, report, log, cancellationToken);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        RequestShares.Add(report, log);
        return report;
    }

    private static void Measure(
        PythonPeer peer, string folder, int side, int times, MeasurementReport report, Action<string> log, CancellationToken cancellationToken)
    {
        var image = PhotographLike.Draw(side);
        var raw = Path.Combine(folder, "raw");
        File.WriteAllBytes(raw, image.Pixels);
        var version = peer.Ask($"write {side} {side} {raw} {folder}", cancellationToken).GetProperty("version").GetString();
        log($"{side} x {side}, Pillow {version}");
        foreach (var kind in new[] { "png", "jpeg" })
        {
            var path = Path.Combine(folder, $"{side}.{kind}");
            var file = File.ReadAllBytes(path);
            Action decode = () => PictureCodec.Decode(file, PictureLimits.Default);
            Action encode = kind == "png" ? () => PictureCodec.EncodePng(image) : () => PictureCodec.EncodeJpeg(image, JpegQuality);
            var decoding = new CodecTimes($"{kind}_decode_{side}");
            var encoding = new CodecTimes($"{kind}_encode_{side}");

            // Both sides warm: the runtime compiles hot methods a second time.
            Repeat.MinimumMilliseconds(10 * times, decode);
            Repeat.MinimumMilliseconds(2 * times, encode);
            for (var round = 0; round < Rounds; round++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var theirs = peer.Ask($"decode {path} {times}", cancellationToken);
                decoding.Add(Repeat.MinimumMilliseconds(times, decode), theirs.GetProperty("milliseconds").GetDouble());
                var encodings = kind == "png" ? Math.Max(1, times / 5) : times;
                theirs = peer.Ask($"encode {kind} {encodings}", cancellationToken);
                encoding.Add(Repeat.MinimumMilliseconds(encodings, encode), theirs.GetProperty("milliseconds").GetDouble());
                var ours = kind == "png" ? PictureCodec.EncodePng(image) : PictureCodec.EncodeJpeg(image, JpegQuality);
                encoding.SizeRatio = (double)ours.Length / theirs.GetProperty("bytes").GetInt64();
            }

            foreach (var each in new[] { decoding, encoding })
            {
                log(string.Create(CultureInfo.InvariantCulture, $"  {each.Name}: {each.Ours:F3} ms, Pillow {each.Theirs:F3} ms"));
                report.Figure($"{each.Name}_over_pillow", each.Ratio, Bound.AtMost(1));
            }

            report.Figure($"{kind}_size_{side}_over_pillow", encoding.SizeRatio);
        }
    }
}
