using Inpaint.Models.Text;
using static TorchSharp.torch;

namespace Inpaint.Models.Clip;

/// <summary>
/// Texts of different lengths through the text tower. Attention is causal and pooling at the end token, so that padding after it changes
/// nothing: texts of like length go together, and none is computed further than the longest beside it.
/// </summary>
public static class ClipTextBatch
{
    // Enough groups to leave most padding out, enough texts in each to keep the products large.
    private const int Groups = 4;
    private const int FewestTexts = 16;

    /// <summary>Embeddings of texts, float32 [texts, P] of length 1, in their order.</summary>
    /// <param name="model">The model.</param>
    /// <param name="texts">At least one; all rows of one length.</param>
    public static Tensor Embed(ClipModel model, IReadOnlyList<TokenizedText> texts)
    {
        using var scope = NewDisposeScope();
        var device = model.parameters().First().device;
        int[] order = [.. Enumerable.Range(0, texts.Count).OrderBy(i => Length(texts[i]))];
        var parts = order.Chunk(Math.Max(FewestTexts, (texts.Count + Groups - 1) / Groups)).Select(group => model.EmbedTexts(Ids(group, texts, device))).ToArray();
        if (parts.Length == 1 && texts.Count == 1)
            return parts[0].MoveToOuterDisposeScope();
        var places = new long[texts.Count];
        for (var i = 0; i < order.Length; i++)
            places[order[i]] = i;
        return cat(parts, 0).index_select(0, tensor(places, device: device)).MoveToOuterDisposeScope();
    }

    private static int Length(TokenizedText text) => Math.Min(text.Count, text.Ids.Length);

    private static Tensor Ids(int[] group, IReadOnlyList<TokenizedText> texts, Device device)
    {
        // In order of length: the last is the longest.
        var longest = Length(texts[group[^1]]);
        return tensor(group.SelectMany(i => texts[i].Ids.Take(longest)).ToArray(), [group.Length, longest], device: device);
    }
}
