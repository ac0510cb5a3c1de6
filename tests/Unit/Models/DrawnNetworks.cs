using Inpaint.Models.Unet;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Models;

/// <summary>Networks whose weights are drawn.</summary>
internal static class DrawnNetworks
{
    /// <summary>Brings norms and modulations away from where they begin, norms by a step of training too; leaves the network in evaluation mode.</summary>
    public static void Unsettle(ConditionedUnet network, Tensor picture, Tensor hole, Tensor? embedding)
    {
        using var mode = no_grad();
        foreach (var (name, parameter) in network.named_parameters())
        {
            if (name.Contains("modulation", StringComparison.Ordinal) || name.Contains("norm", StringComparison.Ordinal) || name.Contains("bias", StringComparison.Ordinal))
                parameter.add_(randn_like(parameter) * 0.2);
        }

        network.train();
        network.forward(picture, hole, embedding);
        network.eval();
    }
}
