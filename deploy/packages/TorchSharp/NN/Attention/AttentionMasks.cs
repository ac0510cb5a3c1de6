using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Brings the two kinds of mask to one that is added to the scores: bool (true: not attended) becomes minus infinity.</summary>
internal static class AttentionMasks
{
    /// <param name="attention">[L, S] or [N * heads, L, S], bool or float; null for none.</param>
    /// <param name="keyPadding">[N, S], bool or float; null for none.</param>
    /// <param name="heads">The number of heads.</param>
    /// <param name="type">The element type of the scores.</param>
    /// <returns>A mask that broadcasts to [N * heads, L, S], or null.</returns>
    public static Tensor? Combine(Tensor? attention, Tensor? keyPadding, long heads, ScalarType type)
    {
        Tensor? mask = attention is null ? null : Additive(attention, type);
        if (mask is { Dimensions: 2 })
            mask = mask.unsqueeze(0);
        if (keyPadding is null)
            return mask;
        (long batch, long length) = (keyPadding.size(0), keyPadding.size(1));
        Tensor padding = Additive(keyPadding, type).view(batch, 1, 1, length).expand(-1, heads, -1, -1).reshape(batch * heads, 1, length);
        return mask is null ? padding : mask.add(padding);
    }

    private static Tensor Additive(Tensor mask, ScalarType type)
    {
        if (mask.dtype != ScalarType.Bool)
            return mask.to(type);
        Tensor zeros = Aten.One("zeros_like", mask, type);
        return Aten.One("masked_fill.Scalar", zeros, mask, double.NegativeInfinity);
    }
}
