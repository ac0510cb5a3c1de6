using static TorchSharp.torch;

namespace Inpaint.Models.Losses;

/// <summary>
/// Structural similarity as a differentiable figure, by torchmetrics' definition: Gaussian window 11x11 with sigma 1.5,
/// K .01 and .03, reflect padding, population covariance, for values in 0..1.
/// </summary>
/// <remarks>
/// The window and the reflection at the edges stand in one matrix for the rows and one for the columns. A convolution of single
/// channels would be computed on 16 of them; the product of matrices runs at full speed.
/// </remarks>
public sealed class DifferentiableSimilarity : IDisposable
{
    private const int Radius = 5;
    private const double Sigma = 1.5;
    private const double C1 = 0.01 * 0.01;
    private const double C2 = 0.03 * 0.03;

    private readonly Tensor _rows;
    private readonly Tensor _columns;

    /// <summary>Prepares for pictures of one size.</summary>
    /// <param name="width">Columns, above 5.</param>
    /// <param name="height">Rows, above 5.</param>
    /// <param name="device">Where the pictures will be; null: on the processor.</param>
    public DifferentiableSimilarity(int width, int height, Device? device = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(width, Radius);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(height, Radius);
        _rows = tensor(Blur(height), [height, height], device: device).DetachFromDisposeScope();
        _columns = tensor(Blur(width), [width, width], device: device).DetachFromDisposeScope();
    }

    /// <summary>The mean similarity of two batches, a scalar in -1..1.</summary>
    /// <param name="first">Float32 [n, c, height, width] in 0..1.</param>
    /// <param name="second">Of the same shape.</param>
    public Tensor Mean(Tensor first, Tensor second)
    {
        var (mean1, mean2) = (Blur(first), Blur(second));
        var (square1, square2, product) = (mean1 * mean1, mean2 * mean2, mean1 * mean2);
        var variances = Blur((first * first) + (second * second)) - square1 - square2;
        var covariance = Blur(first * second) - product;
        var likeness = ((2 * product) + C1) * ((2 * covariance) + C2);
        return (likeness / ((square1 + square2 + C1) * (variances + C2))).mean();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.Dispose();
        _columns.Dispose();
    }

    // The columns' matrix is applied from the right and so transposed: its rows are sources.
    private Tensor Blur(Tensor planes) => matmul(_rows, matmul(planes, _columns.t()));

    // Row i holds what every source adds to place i; sources beyond an edge are those as far inside it.
    private static float[] Blur(int length)
    {
        var weights = Enumerable.Range(-Radius, (2 * Radius) + 1).Select(offset => Math.Exp(-offset * offset / (2 * Sigma * Sigma))).ToArray();
        var sum = weights.Sum();
        var matrix = new float[length * length];
        for (var place = 0; place < length; place++)
        {
            for (var offset = -Radius; offset <= Radius; offset++)
                matrix[(place * length) + Reflect(place + offset, length)] += (float)(weights[offset + Radius] / sum);
        }

        return matrix;
    }

    private static int Reflect(int place, int length) =>
        place < 0 ? -place : place < length ? place : (2 * (length - 1)) - place;
}
