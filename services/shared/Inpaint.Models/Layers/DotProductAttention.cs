using static TorchSharp.torch;

namespace Inpaint.Models.Layers;

/// <summary>Scaled dot-product attention in several heads (Vaswani et al. 2017): the one place where attention is computed.</summary>
internal static class DotProductAttention
{
    /// <summary>Attends.</summary>
    /// <param name="query">[N, L, E], projected; E divisible by the number of heads.</param>
    /// <param name="key">[N, S, E], projected.</param>
    /// <param name="value">[N, S, E], projected.</param>
    /// <param name="heads">The number of heads.</param>
    /// <param name="bias">Added to the scores; broadcast to [N, heads, L, S]; null for none.</param>
    /// <param name="dropout">The probability with which a weight is dropped, 0 to 1.</param>
    /// <returns>The heads' results side by side, [N, L, E], and the weights before dropping, [N, heads, L, S].</returns>
    public static (Tensor Mixed, Tensor Weights) Attend(Tensor query, Tensor key, Tensor value, long heads, Tensor? bias = null, double dropout = 0)
    {
        using var scope = NewDisposeScope();
        var scale = 1 / Math.Sqrt((double)query.shape[2] / heads);
        var scores = Heads(query, heads).mul(scale).matmul(Heads(key, heads).transpose(-2, -1));
        var weights = (bias is null ? scores : scores.add(bias)).softmax(-1);
        var kept = dropout > 0 ? nn.functional.dropout(weights, dropout, training: true) : weights;
        var mixed = kept.matmul(Heads(value, heads)).transpose(1, 2).flatten(2);
        return (mixed.MoveToOuterDisposeScope(), weights.MoveToOuterDisposeScope());
    }

    // [N, L, E] to [N, heads, L, E / heads].
    private static Tensor Heads(Tensor sequence, long heads) => sequence.unflatten(-1, [heads, -1]).transpose(1, 2);
}
