using static TorchSharp.torch;

namespace Inpaint.Models.Vae;

/// <summary>The challenge's loss: mean squared error over the whole picture, plus a weighted divergence from the standard normal.</summary>
public static class StarterVaeLoss
{
    /// <summary>The challenge's weight of the divergence.</summary>
    public const double DefaultDivergenceWeight = 0.005;

    /// <summary>Computes the loss, a scalar.</summary>
    /// <param name="output">What the network gave.</param>
    /// <param name="target">The whole pictures, float32 [n, 3, height, width] in 0..1.</param>
    /// <param name="divergenceWeight">Weight of -1/2 mean(1 + log-variance - mean^2 - variance).</param>
    public static Tensor Compute(StarterVaeOutput output, Tensor target, double divergenceWeight = DefaultDivergenceWeight)
    {
        var (mean, logVariance) = (output.Mean, output.LogVariance);
        var divergence = (1 + logVariance - mean.pow(2) - logVariance.exp()).mean();
        return nn.functional.mse_loss(output.Picture, target) - (0.5 * divergenceWeight * divergence);
    }
}
