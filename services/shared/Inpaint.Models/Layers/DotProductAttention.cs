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
        var (batch, length, width) = (query.shape[0], query.shape[1], query.shape[2]);
        var scale = (float)(1 / Math.Sqrt((double)width / heads));
        var transposed = Heads(key, heads).transpose(1, 2);
        var scores = bias is null
            ? Heads(query, heads).mul(scale).bmm(transposed)
            : baddbmm(bias.expand(batch, heads, length, key.shape[1]).reshape(batch * heads, length, -1), Heads(query, heads), transposed, 1, scale);
        var weights = scores.softmax(-1);
        var kept = dropout > 0 ? nn.functional.dropout(weights, dropout, training: true) : weights;
        var mixed = kept.bmm(Heads(value, heads)).view(batch, heads, length, -1).transpose(1, 2).reshape(batch, length, width);
        return (mixed.MoveToOuterDisposeScope(), weights.view(batch, heads, length, -1).MoveToOuterDisposeScope());
    }

    // [N, L, E] to [N * heads, L, E / heads]; a view where N is 1.
    private static Tensor Heads(Tensor sequence, long heads)
    {
        var (batch, length, width) = (sequence.shape[0], sequence.shape[1], sequence.shape[2]);
        return sequence.unflatten(2, [heads, width / heads]).transpose(1, 2).reshape(batch * heads, length, width / heads);
    }
}
