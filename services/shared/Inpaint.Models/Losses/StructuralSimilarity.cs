using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Models.Losses;

/// <summary>
/// Structural similarity as a differentiable figure, by torchmetrics' definition: Gaussian window 11x11 with sigma 1.5,
/// K .01 and .03, reflect padding, population covariance, for values in 0..1.
/// </summary>
public sealed class StructuralSimilarity : IDisposable
{
    private const int Window = 11;
    private const double Sigma = 1.5;
    private const double C1 = 0.01 * 0.01;
    private const double C2 = 0.03 * 0.03;

    private readonly Tensor _column;
    private readonly Tensor _row;

    /// <summary>Makes the window.</summary>
    public StructuralSimilarity()
    {
        var weights = new float[Window];
        for (var i = 0; i < Window; i++)
            weights[i] = (float)Math.Exp(-Math.Pow(i - (Window / 2), 2) / (2 * Sigma * Sigma));
        var sum = weights.Sum();
        float[] normalised = [.. weights.Select(weight => weight / sum)];
        _column = tensor(normalised, [1, 1, Window, 1]).DetachFromDisposeScope();
        _row = tensor(normalised, [1, 1, 1, Window]).DetachFromDisposeScope();
    }

    /// <summary>The mean similarity of two batches, a scalar in -1..1.</summary>
    /// <param name="first">Float32 [n, c, height, width] in 0..1, each side above 5.</param>
    /// <param name="second">Of the same shape.</param>
    public Tensor Mean(Tensor first, Tensor second)
    {
        var (n, c, height, width) = (first.shape[0], first.shape[1], first.shape[2], first.shape[3]);
        // All five moments in one pass, each channel a picture of its own.
        var moments = Blur(cat([first, second, first * first, second * second, first * second], 1).view(n * 5 * c, 1, height, width))
            .view(n, 5, c, height, width).unbind(1);
        var (mean1, mean2) = (moments[0], moments[1]);
        var variances = moments[2] - (mean1 * mean1) + (moments[3] - (mean2 * mean2));
        var covariance = moments[4] - (mean1 * mean2);
        var likeness = ((2 * mean1 * mean2) + C1) * ((2 * covariance) + C2);
        return (likeness / (((mean1 * mean1) + (mean2 * mean2) + C1) * (variances + C2))).mean();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _column.Dispose();
        _row.Dispose();
    }

    private Tensor Blur(Tensor planes)
    {
        const long Margin = Window / 2;
        var padded = nn.functional.pad(planes, (Margin, Margin, Margin, Margin), PaddingModes.Reflect);
        return nn.functional.conv2d(nn.functional.conv2d(padded, _column), _row);
    }
}
