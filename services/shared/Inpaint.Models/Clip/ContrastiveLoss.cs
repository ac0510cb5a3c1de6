using static TorchSharp.torch;

namespace Inpaint.Models.Clip;

/// <summary>The loss that CLIP is trained on: each picture is to find its text among all of a batch, and each text its picture.</summary>
public static class ContrastiveLoss
{
    /// <summary>The mean of the cross entropies over rows and over columns; a scalar.</summary>
    /// <param name="logits">Float32 [B, B]; the i-th text belongs to the i-th picture.</param>
    /// <exception cref="ArgumentException">There are not as many texts as pictures.</exception>
    public static Tensor Compute(Tensor logits)
    {
        if (logits.dim() != 2 || logits.shape[0] != logits.shape[1])
            throw new ArgumentException($"logits are [{string.Join(", ", logits.shape)}], not square", nameof(logits));
        using var scope = NewDisposeScope();
        var targets = arange(logits.shape[0], ScalarType.Int64, logits.device);
        var rows = nn.functional.cross_entropy(logits, targets);
        var columns = nn.functional.cross_entropy(logits.t(), targets);
        return rows.add(columns).div(2).MoveToOuterDisposeScope();
    }
}
