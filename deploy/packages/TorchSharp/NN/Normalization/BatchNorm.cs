using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Normalises each channel over the batch (Ioffe and Szegedy 2015): by the batch's own statistics in training, by the running ones in evaluation.</summary>
public abstract class BatchNorm : NormBase
{
    public BatchNorm(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
    {
    }

    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        double share = momentum ?? 0;
        if (training && num_batches_tracked is { } count)
        {
            using IDisposable _ = no_grad();
            count.add_(1);
            share = momentum ?? 1.0 / count.ToInt64();
        }

        bool byBatch = training || (running_mean is null && running_var is null);
        bool track = !training || track_running_stats;
        return nn.functional.batch_norm(input, track ? running_mean : null, track ? running_var : null, weight, bias, byBatch, share, eps);
    }
}
