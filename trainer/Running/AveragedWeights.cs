using static TorchSharp.torch;

namespace Inpaint.Trainer.Running;

/// <summary>
/// The moving average of a network's weights, kept in a second network of the same shape. Short trainings end better
/// on the average than on the last step's weights. Buffers, such as running statistics, are copied.
/// </summary>
/// <param name="trained">The network that is trained.</param>
/// <param name="averaged">The network that holds the average.</param>
/// <param name="decay">Share of the old average kept at each step; smaller in the first steps, so that the drawn weights are soon forgotten.</param>
public sealed class AveragedWeights(nn.Module trained, nn.Module averaged, double decay)
{
    private readonly (Tensor Trained, Tensor Averaged)[] _weights =
        [.. trained.parameters().Zip(averaged.parameters(), (source, target) => ((Tensor)source, (Tensor)target))];

    private readonly (Tensor Trained, Tensor Averaged)[] _buffers =
        [.. trained.buffers().Zip(averaged.buffers())];

    /// <summary>Takes the weights after a step into the average.</summary>
    /// <param name="step">Which, counted from 1.</param>
    public void Update(long step)
    {
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        var kept = Math.Min(decay, (1.0 + step) / (10.0 + step));
        foreach (var (source, target) in _weights)
            target.mul_(kept).add_(source, alpha: 1 - kept);
        foreach (var (source, target) in _buffers)
            target.copy_(source);
    }
}
