using Inpaint.Imaging;

namespace Inpaint.Tests.Unit.Imaging;

/// <summary>SSIM straight from its formula: an 11 x 11 Gaussian window summed at each pixel, mirrored at the borders.</summary>
internal static class PlainSsim
{
    private const int Half = 5;
    private const double C1 = .01 * 255 * .01 * 255;
    private const double C2 = .03 * 255 * .03 * 255;

    public static double Mean(RgbImage a, RgbImage b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Pixels.Length; i++)
        {
            sum += At(a, b, column: i / 3 % a.Width, row: i / 3 / a.Width, channel: i % 3);
        }

        return sum / a.Pixels.Length;
    }

    private static double At(RgbImage a, RgbImage b, int column, int row, int channel)
    {
        var (weights, meanA, meanB, squareA, squareB, cross) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var y = -Half; y <= Half; y++)
        {
            for (var x = -Half; x <= Half; x++)
            {
                var weight = Math.Exp(-(x * x + y * y) / (2 * 1.5 * 1.5));
                var i = 3 * (Mirror(row + y, a.Height) * a.Width + Mirror(column + x, a.Width)) + channel;
                double valueA = a.Pixels[i], valueB = b.Pixels[i];
                weights += weight;
                meanA += weight * valueA;
                meanB += weight * valueB;
                squareA += weight * valueA * valueA;
                squareB += weight * valueB * valueB;
                cross += weight * valueA * valueB;
            }
        }

        (meanA, meanB) = (meanA / weights, meanB / weights);
        var (varianceA, varianceB) = (squareA / weights - meanA * meanA, squareB / weights - meanB * meanB);
        var covariance = cross / weights - meanA * meanB;
        return (2 * meanA * meanB + C1) * (2 * covariance + C2) / ((meanA * meanA + meanB * meanB + C1) * (varianceA + varianceB + C2));
    }

    private static int Mirror(int index, int length) => index < 0 ? -index : index >= length ? 2 * (length - 1) - index : index;
}
