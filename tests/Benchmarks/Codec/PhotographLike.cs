using Inpaint.Imaging;

namespace Inpaint.Benchmarks.Codec;

/// <summary>A picture that compresses as photographs do: soft shapes in several sizes, and a little noise.</summary>
internal static class PhotographLike
{
    private const int Waves = 24;
    private const int NoiseLevels = 5;

    public static RgbImage Draw(int side)
    {
        var random = new Random(side);
        var waves = Enumerable.Range(0, Waves).Select(i => (
            X: (random.NextDouble() - .5) * 40 / (1 + i % 6), Y: (random.NextDouble() - .5) * 40 / (1 + i % 6),
            Phase: random.NextDouble() * Math.Tau, Channel: i % 3, Height: 14.0 + random.Next(10))).ToArray();
        var image = new RgbImage(side, side);
        for (var i = 0; i < side * side; i++)
        {
            var (x, y) = ((double)(i % side) / side, (double)(i / side) / side);
            Span<double> levels = [128, 128, 128];
            foreach (var wave in waves)
            {
                levels[wave.Channel] += wave.Height * Math.Sin(Math.Tau * (wave.X * x + wave.Y * y) + wave.Phase);
            }

            for (var channel = 0; channel < 3; channel++)
            {
                image.Pixels[3 * i + channel] = (byte)Math.Clamp(levels[channel] + random.Next(NoiseLevels) - NoiseLevels / 2, 0, 255);
            }
        }

        return image;
    }
}
