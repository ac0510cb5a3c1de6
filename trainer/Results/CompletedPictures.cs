using Inpaint.Imaging;
using Inpaint.Trainer.Batches;

namespace Inpaint.Trainer.Results;

/// <summary>A completed picture, the whole one it should equal, and the hole.</summary>
public sealed record CompletedPicture(RgbImage Completed, RgbImage Target, HoleMask Hole);

/// <summary>Puts predictions into known pixels.</summary>
internal static class CompletedPictures
{
    /// <summary>Completes the pictures of a batch.</summary>
    /// <param name="batch">The batch, with the whole pictures.</param>
    /// <param name="predicted">Predicted values in 0..1, [n, 3, height, width]; null leaves the holes white.</param>
    public static IEnumerable<CompletedPicture> From(TrainingBatch batch, float[]? predicted)
    {
        var plane = batch.Width * batch.Height;
        for (var i = 0; i < batch.Count; i++)
        {
            var hole = new HoleMask(batch.Width, batch.Height, batch.Holes.AsSpan(i * plane, plane).ToArray());
            var target = Picture(batch.Width, batch.Height, channelAndPixel => batch.Pictures[(3 * plane * i) + channelAndPixel]);
            var completed = predicted is null
                ? MaskedPictures.CutHole(target, hole)
                : MaskedPictures.Paste(target, Picture(batch.Width, batch.Height, at => ToByte(predicted[(3 * plane * i) + at])), hole);
            yield return new CompletedPicture(completed, target, hole);
        }
    }

    private static RgbImage Picture(int width, int height, Func<int, byte> planar)
    {
        var plane = width * height;
        var pixels = new byte[3 * plane];
        for (var i = 0; i < plane; i++)
        {
            for (var channel = 0; channel < 3; channel++)
                pixels[(3 * i) + channel] = planar((channel * plane) + i);
        }

        return new RgbImage(width, height, pixels);
    }

    private static byte ToByte(float value) => (byte)Math.Clamp(MathF.Round(value * 255f, MidpointRounding.AwayFromZero), 0f, 255f);
}
