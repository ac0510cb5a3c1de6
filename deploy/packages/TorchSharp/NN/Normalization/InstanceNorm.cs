using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Normalises each channel of each sample over its positions (Ulyanov et al. 2016).</summary>
public abstract class InstanceNorm : NormBase
{
    public InstanceNorm(long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name)
        : base(num_features, eps, momentum ?? 0.1, affine, track_running_stats, device, dtype, name)
    {
    }

    protected abstract long GetNumberOfBatchDimensions();

    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        int channels = (int)(input.Dimensions - GetNumberOfBatchDimensions());
        if (input.size(channels) != num_features)
            throw new ArgumentException($"Expected {num_features} channels in dimension {channels}, but got {input.size(channels)}.", nameof(input));
        if (channels > 0)
            return Apply(input);
        using Tensor batch = input.unsqueeze(0);
        using Tensor normalised = Apply(batch);
        return normalised.squeeze(0);
    }

    private Tensor Apply(Tensor input) =>
        nn.functional.instance_norm(input, running_mean, running_var, weight, bias, training || !track_running_stats, momentum ?? 0.1, eps);
}
