using static TorchSharp.torch;

namespace Inpaint.Models.Parametric;

/// <summary>
/// What is asked of a network that fills designs: of whole ones some parameters are hidden, and it shall say what they were. Real ones
/// are judged by the normal likelihood with its gradients weighed by the scale (Seitzer et al., On the Pitfalls of Heteroscedastic
/// Uncertainty Estimation, 2022), flags and groups by cross entropy among what the design still allows.
/// </summary>
public sealed class MaskedPredictionLoss : IDisposable
{
    // Scales are kept away from 0, where likelihoods have no bound: no parameter is told to better than a thousandth of its deviation.
    internal const double SmallestLogScale = -7;
    internal const double LargestLogScale = 3;
    private const double Impossible = -1e9;

    private readonly ParameterLayout _layout;
    private readonly Tensor _reals;
    private readonly Tensor _logits;
    private readonly Tensor _mean;
    private readonly Tensor _deviation;

    /// <summary>A loss for a layout.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="device">Where to compute; null: the processor.</param>
    public MaskedPredictionLoss(ParameterLayout layout, Device? device = null)
    {
        _layout = layout;
        var parameters = layout.Schema.Parameters;
        _reals = tensor([.. layout.Reals.Select(i => (long)i)], device: device).DetachFromDisposeScope();
        _logits = tensor([.. layout.Logits.Select(i => (long)i)], device: device).DetachFromDisposeScope();
        _mean = tensor([.. layout.Logits.Select(i => (float)parameters[i].Mean)], device: device).DetachFromDisposeScope();
        _deviation = tensor([.. layout.Logits.Select(i => (float)parameters[i].StandardDeviation)], device: device).DetachFromDisposeScope();
    }

    /// <summary>Draws which parameters are known: of every design another share, uniform in 0..1.</summary>
    /// <returns>1 where known, else 0; float32 [n, parameters].</returns>
    public static Tensor DrawKnown(long designs, long parameters, Generator noise)
    {
        var share = rand([designs, 1], generator: noise);
        return (rand([designs, parameters], generator: noise) < share).to(ScalarType.Float32);
    }

    /// <summary>The mean over all hidden parameters (a group counting as one).</summary>
    /// <param name="outputs">The network's, [n, outputs].</param>
    /// <param name="standardised">The whole designs' standardised values, [n, parameters].</param>
    /// <param name="known">What the network was shown, 1 or 0, [n, parameters].</param>
    public Tensor Compute(Tensor outputs, Tensor standardised, Tensor known)
    {
        var reals = _layout.Reals.Count;
        var hidden = 1 - known.index_select(1, _reals);
        var sum = (RealLoss(outputs, standardised.index_select(1, _reals)) * hidden).sum();
        var count = hidden.sum();

        var logits = outputs.narrow(1, 2 * reals, _layout.Logits.Count);
        var values = ((standardised.index_select(1, _logits) * _deviation + _mean) > 0.5).to(ScalarType.Float32);
        var shown = known.index_select(1, _logits);
        var at = 0;
        foreach (var choice in _layout.Choices)
        {
            var (logit, value, isShown) = (logits.narrow(1, at, choice.Count), values.narrow(1, at, choice.Count), shown.narrow(1, at, choice.Count));
            var (loss, open) = choice.Count == 1 ? FlagLoss(logit, value, isShown) : GroupLoss(logit, value, isShown);
            (sum, count) = (sum + loss.sum(), count + open.sum());
            at += choice.Count;
        }

        return sum / (count + 1);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reals.Dispose();
        _logits.Dispose();
        _mean.Dispose();
        _deviation.Dispose();
    }

    private Tensor RealLoss(Tensor outputs, Tensor target)
    {
        var reals = _layout.Reals.Count;
        var mean = outputs.narrow(1, 0, reals);
        var logScale = outputs.narrow(1, reals, reals).clamp(SmallestLogScale, LargestLogScale);
        var likelihood = logScale + (target - mean).pow(2) * (logScale * -2).exp() * 0.5;
        return likelihood * logScale.detach().exp();
    }

    private static (Tensor Loss, Tensor Open) FlagLoss(Tensor logit, Tensor value, Tensor shown)
    {
        var open = 1 - shown;
        return (nn.functional.binary_cross_entropy_with_logits(logit, value, reduction: nn.Reduction.None) * open, open);
    }

    // A member known to be 0 is out of the question; where one is known to be 1, or all but one are 0, there is no question.
    private static (Tensor Loss, Tensor Open) GroupLoss(Tensor logits, Tensor values, Tensor shown)
    {
        var possible = logits + shown * (1 - values) * Impossible;
        var loss = (nn.functional.log_softmax(possible, 1) * values).sum(1, keepdim: true) * -1;
        var open = 1 - (shown * values).sum(1, keepdim: true);
        return (loss * open, open);
    }
}
