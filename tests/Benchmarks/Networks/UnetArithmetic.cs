using Inpaint.Models.Unet;

namespace Inpaint.Benchmarks.Networks;

/// <summary>Multiplications and additions that one forward of the conditioned UNet needs, counted from its shape.</summary>
internal static class UnetArithmetic
{
    /// <summary>Floating-point operations of the convolutions, linear layers and products of attention for one picture.</summary>
    /// <param name="shape">The network's shape.</param>
    /// <param name="tokens">Tokens of the picture's text. Without one every position gets one answer, which is known before.</param>
    public static double Operations(ConditionedUnetConfiguration shape, int tokens)
    {
        var c = shape.Channels;
        double Pixels(int level) => (double)(shape.Width >> (level + 1)) * (shape.Height >> (level + 1));
        double Convolution(int from, int to, int level, int kernel) => 2.0 * from * to * kernel * kernel * Pixels(level);
        var total = Convolution(24, c[0], 0, 3) + Convolution(c[0], 12, 0, 3);
        for (var i = 1; i < 4; i++)
        {
            total += Convolution(c[i - 1], c[i], i, 3) + Convolution(c[i], c[i], i, 3);
            total += Convolution(c[i], c[i - 1], i, 1) + Convolution(c[i - 1], c[i - 1], i - 1, 3);
        }

        var values = shape.MixingChannels * Pixels(3);
        total += 2 * Convolution(c[3], shape.MixingChannels, 3, 1);
        total += 4.0 * values * shape.MixingWidth;
        if (shape.EmbeddingWidth > 0)
        {
            double condition = shape.ConditionWidth;
            total += 4.0 * condition * shape.EmbeddingWidth + 4.0 * condition * condition + 2.0 * condition * shape.MixingWidth;
            total += 4.0 * condition * (c[1] + c[2] + c[3] + c[0] + c[1] + c[2]);
        }

        if (tokens > 0)
            total += (4.0 * c[3] * c[3] * Pixels(3)) + (4.0 * c[3] * shape.TextWidth * tokens) + (4.0 * c[3] * Pixels(3) * (tokens + 1));
        return total;
    }
}
