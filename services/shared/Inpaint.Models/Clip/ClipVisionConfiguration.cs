namespace Inpaint.Models.Clip;

/// <summary>
/// The image tower's shape: fields and defaults of the <c>vision_config</c> of a Hugging Face <c>config.json</c>, and two of our own
/// (<see cref="ImageWidth"/>, <see cref="StemChannels"/>), which published models leave out.
/// </summary>
public sealed record ClipVisionConfiguration
{
    /// <summary>V, the width of the sequence.</summary>
    public int HiddenSize { get; init; } = 768;

    /// <summary>The width between the two linear layers of a block.</summary>
    public int IntermediateSize { get; init; } = 3072;

    /// <summary>Blocks.</summary>
    public int NumHiddenLayers { get; init; } = 12;

    /// <summary>Heads of attention; they divide the width.</summary>
    public int NumAttentionHeads { get; init; } = 12;

    /// <summary>Channels of a picture.</summary>
    public int NumChannels { get; init; } = 3;

    /// <summary>Height of a picture in pixels, and its width too where <see cref="ImageWidth"/> does not say otherwise.</summary>
    public int ImageSize { get; init; } = 224;

    /// <summary>Width of a picture in pixels; null: as its height.</summary>
    public int? ImageWidth { get; init; }

    /// <summary>Side of a patch in pixels; it divides height and width.</summary>
    public int PatchSize { get; init; } = 32;

    /// <summary>
    /// Channels of the convolutions of 3x3 and stride 2 that stand in place of the one convolution that makes patches (Xiao et al. 2021,
    /// "Early convolutions help transformers see better"); null: the published patch embedding. One entry fewer than the halvings that
    /// make a patch: the last has <see cref="HiddenSize"/> channels.
    /// </summary>
    public IReadOnlyList<int>? StemChannels { get; init; }

    /// <summary>The activation: <c>quick_gelu</c> or <c>gelu</c>.</summary>
    public string HiddenAct { get; init; } = ClipActivation.QuickGelu;

    /// <summary>Added to the variance in the norms.</summary>
    public double LayerNormEps { get; init; } = 1e-5;

    /// <summary>Rows of patches.</summary>
    internal int PatchRows => ImageSize / PatchSize;

    /// <summary>Columns of patches.</summary>
    internal int PatchColumns => (ImageWidth ?? ImageSize) / PatchSize;

    /// <exception cref="ArgumentException">A size is out of its range; it is named.</exception>
    internal void ThrowUnlessValid()
    {
        ClipRanges.Positive("vision_config.num_channels", NumChannels);
        ClipRanges.Positive("vision_config.image_size", ImageSize);
        ClipRanges.Positive("vision_config.image_width", ImageWidth ?? ImageSize);
        ClipRanges.Positive("vision_config.patch_size", PatchSize);
        if (PatchRows < 1 || PatchColumns < 1)
            throw new ArgumentException($"vision_config.patch_size is {PatchSize}, larger than the picture");
        if (StemChannels is { } stem && (stem.Any(channels => channels < 1) || PatchSize != 2L << stem.Count))
            throw new ArgumentException($"vision_config.stem_channels has {stem.Count} entries, which do not make patches of {PatchSize} pixels");
        ClipRanges.Layers("vision_config", HiddenSize, IntermediateSize, NumHiddenLayers, NumAttentionHeads, HiddenAct, LayerNormEps);
    }
}
