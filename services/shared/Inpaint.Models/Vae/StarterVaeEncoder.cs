using Inpaint.Inference;
using Inpaint.Models.Plans;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Models.Vae;

/// <summary>
/// Four halvings by convolution, ReLU and max pooling, then one hidden layer and two heads.
/// 385,432 parameters at 128x80 and 128 latent values.
/// </summary>
public sealed class StarterVaeEncoder : nn.Module<Tensor, (Tensor Mean, Tensor LogVariance)>
{
    internal const int HiddenWidth = 128;

    private readonly Conv2d[] _convolutions;

    // Not a field each: fields that hold modules are registered a second time, under their own names, once this module is part of another.
    private readonly (Linear Hidden, Linear Mean, Linear LogVariance) _heads;

    internal StarterVaeEncoder(StarterVaeConfiguration configuration)
        : base(nameof(StarterVaeEncoder))
    {
        // Picture (3) and mask (1) in.
        _convolutions = [Convolution(4, 8), Convolution(8, 16), Convolution(16, 32), Convolution(32, 64)];
        _heads = (
            nn.Linear(64L * (configuration.Height / 16) * (configuration.Width / 16), HiddenWidth),
            nn.Linear(HiddenWidth, configuration.LatentWidth),
            nn.Linear(HiddenWidth, configuration.LatentWidth));
        for (var i = 0; i < _convolutions.Length; i++)
            register_module($"conv{i + 1}", _convolutions[i]);
        register_module("fc1", _heads.Hidden);
        register_module("fc_mean", _heads.Mean);
        register_module("fc_var", _heads.LogVariance);
    }

    /// <summary>Encodes float32 [n, 4, height, width] into mean and log-variance, [n, latent] each.</summary>
    public override (Tensor Mean, Tensor LogVariance) forward(Tensor input)
    {
        var features = input;
        foreach (var convolution in _convolutions)
            features = nn.functional.max_pool2d(nn.functional.relu(convolution.forward(features)), 2);
        var hidden = nn.functional.relu(_heads.Hidden.forward(features.flatten(1)));
        return (_heads.Mean.forward(hidden), _heads.LogVariance.forward(hidden));
    }

    internal PlanTensor AddMeanTo(PlanBuilder plan, PlanTensor input)
    {
        foreach (var convolution in _convolutions)
            input = plan.MaxPool(plan.Convolution(input, PlanWeights.Of(convolution), padding: 1, activation: PlanActivation.Relu), 2);
        var hidden = plan.Linear(plan.Reshape(input, (int)input.Count), PlanWeights.Of(_heads.Hidden), PlanActivation.Relu);
        return plan.Linear(hidden, PlanWeights.Of(_heads.Mean));
    }

    private static Conv2d Convolution(int from, int to) => nn.Conv2d(from, to, kernel_size: 3, padding: 1);
}
