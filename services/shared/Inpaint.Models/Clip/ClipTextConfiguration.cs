namespace Inpaint.Models.Clip;

/// <summary>The text tower's shape: fields and defaults of the <c>text_config</c> of a Hugging Face <c>config.json</c>.</summary>
public sealed record ClipTextConfiguration
{
    /// <summary>Tokens in the vocabulary.</summary>
    public int VocabSize { get; init; } = 49408;

    /// <summary>H, the width of the sequence.</summary>
    public int HiddenSize { get; init; } = 512;

    /// <summary>The width between the two linear layers of a block.</summary>
    public int IntermediateSize { get; init; } = 2048;

    /// <summary>Blocks.</summary>
    public int NumHiddenLayers { get; init; } = 12;

    /// <summary>Heads of attention; they divide the width.</summary>
    public int NumAttentionHeads { get; init; } = 8;

    /// <summary>Most tokens of a text, start and end included.</summary>
    public int MaxPositionEmbeddings { get; init; } = 77;

    /// <summary>The activation: <c>quick_gelu</c> or <c>gelu</c>.</summary>
    public string HiddenAct { get; init; } = ClipActivation.QuickGelu;

    /// <summary>Added to the variance in the norms.</summary>
    public double LayerNormEps { get; init; } = 1e-5;

    /// <summary>Id that fills a text up to the context's length.</summary>
    public int? PadTokenId { get; init; } = 1;

    /// <summary>Id that begins a text.</summary>
    public int? BosTokenId { get; init; } = 49406;

    /// <summary>
    /// Id at whose first position a text is pooled. 2 stands for the position of the largest id: so do the published checkpoints, whose
    /// end token has the largest id, while their files state 2.
    /// </summary>
    public int EosTokenId { get; init; } = 49407;

    /// <exception cref="ArgumentException">A size is out of its range; it is named.</exception>
    internal void ThrowUnlessValid()
    {
        ClipRanges.Positive("text_config.vocab_size", VocabSize);
        ClipRanges.Positive("text_config.max_position_embeddings", MaxPositionEmbeddings);
        ClipRanges.Layers("text_config", HiddenSize, IntermediateSize, NumHiddenLayers, NumAttentionHeads, HiddenAct, LayerNormEps);
    }
}
