using Inpaint.Inference;
using Inpaint.Models.Plans;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Models.Vae;

/// <summary>
/// Two hidden layers, then four doublings by transposed convolution with ReLU between, and a sigmoid.
/// 371,219 parameters at 128x80 and 128 latent values.
/// </summary>
public sealed class StarterVaeDecoder : nn.Module<Tensor, Tensor>
{
    // Not a field each: fields that hold modules are registered a second time, under their own names, once this module is part of another.
    private readonly (Linear First, Linear Second) _hidden;
    private readonly ConvTranspose2d[] _convolutions;
    private readonly long[] _coarse;

    internal StarterVaeDecoder(StarterVaeConfiguration configuration)
        : base(nameof(StarterVaeDecoder))
    {
        var (rows, columns) = (configuration.Height / 16, configuration.Width / 16);
        _coarse = [-1, 64, rows, columns];
        _hidden = (
            nn.Linear(configuration.LatentWidth, StarterVaeEncoder.HiddenWidth),
            nn.Linear(StarterVaeEncoder.HiddenWidth, 64L * rows * columns));
        _convolutions = [Doubling(64, 32), Doubling(32, 16), Doubling(16, 8), Doubling(8, 3)];
        register_module("fc1", _hidden.First);
        register_module("fc2", _hidden.Second);
        for (var i = 0; i < _convolutions.Length; i++)
            register_module($"upconv{i + 1}", _convolutions[i]);
    }

    /// <summary>Decodes float32 [n, latent] into pictures [n, 3, height, width] in 0..1.</summary>
    public override Tensor forward(Tensor input)
    {
        var features = nn.functional.relu(_hidden.Second.forward(nn.functional.relu(_hidden.First.forward(input)))).view(_coarse);
        for (var i = 0; i < _convolutions.Length; i++)
        {
            features = _convolutions[i].forward(features);
            features = i < _convolutions.Length - 1 ? nn.functional.relu(features) : sigmoid(features);
        }

        return features;
    }

    internal PlanTensor AddTo(PlanBuilder plan, PlanTensor code)
    {
        var hidden = plan.Linear(code, PlanWeights.Of(_hidden.First), PlanActivation.Relu);
        var features = plan.Linear(hidden, PlanWeights.Of(_hidden.Second), PlanActivation.Relu);
        features = plan.Reshape(features, (int)_coarse[1], (int)_coarse[2], (int)_coarse[3]);
        for (var i = 0; i < _convolutions.Length; i++)
        {
            var activation = i < _convolutions.Length - 1 ? PlanActivation.Relu : PlanActivation.Sigmoid;
            features = plan.ConvolutionTranspose(features, PlanWeights.Of(_convolutions[i]), stride: 2, padding: 1, outputPadding: 1, activation);
        }

        return features;
    }

    private static ConvTranspose2d Doubling(int from, int to) =>
        nn.ConvTranspose2d(from, to, kernel_size: 3, stride: 2, padding: 1, output_padding: 1);
}
