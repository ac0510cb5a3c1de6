using static TorchSharp.torch;

namespace Inpaint.Models.Losses;

/// <summary>
/// What the challenge's composite score asks for, turned into a loss: the mean absolute error and the structural similarity of the
/// completed picture, in the score's own proportion (10 to 1/2), and a little of the error outside the hole, which keeps
/// the hole's edges continuous.
/// </summary>
/// <param name="width">Width of the pictures.</param>
/// <param name="height">Height of the pictures.</param>
/// <param name="similarityWeight">Weight of 1 - SSIM; .5 is the score's.</param>
/// <param name="outsideWeight">Weight of the error outside the hole against that inside.</param>
/// <param name="device">Where the pictures will be; null: on the processor.</param>
public sealed class CompletionLoss(int width, int height, double similarityWeight, double outsideWeight, Device? device = null) : IDisposable
{
    private const double ErrorWeight = 10;

    private readonly DifferentiableSimilarity _similarity = new(width, height, device);

    /// <summary>Computes the loss, a scalar.</summary>
    /// <param name="predicted">Predicted pictures, float32 [n, 3, height, width] in 0..1.</param>
    /// <param name="target">The whole pictures, of the same shape.</param>
    /// <param name="hole">The masks, float32 [n, 1, height, width], 1 = hole.</param>
    public Tensor Compute(Tensor predicted, Tensor target, Tensor hole)
    {
        var error = (predicted - target).abs();
        var loss = ErrorWeight * (error * (hole + (outsideWeight * (1 - hole)))).mean();
        if (similarityWeight == 0)
            return loss;
        // On the mean of the channels: a third of the work, and nearly the same gradient.
        var (pasted, whole) = (target + (hole * (predicted - target)), target);
        var similarity = _similarity.Mean(pasted.mean([1], keepdim: true), whole.mean([1], keepdim: true));
        return loss + (similarityWeight * (1 - similarity));
    }

    /// <inheritdoc/>
    public void Dispose() => _similarity.Dispose();
}
