namespace Inpaint.Models.Unet;

/// <summary>Shape of a conditioned UNet.</summary>
public sealed record ConditionedUnetConfiguration
{
    /// <summary>Width of the pictures in pixels, a multiple of 16.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the pictures in pixels, a multiple of 16.</summary>
    public required int Height { get; init; }

    /// <summary>Values of the embedding that it is conditioned on; 0: on none.</summary>
    public int EmbeddingWidth { get; init; }

    /// <summary>Values of each token of the text that it attends to; 0: it takes no text.</summary>
    public int TextWidth { get; init; }

    /// <summary>Heads of the attention to the text; divides the coarsest channels.</summary>
    public int TextHeads { get; init; } = 4;

    /// <summary>Channels at 1/2, 1/4, 1/8 and 1/16 of the picture's size.</summary>
    public IReadOnlyList<int> Channels { get; init; } = [24, 48, 96, 128];

    /// <summary>Channels of the coarsest features that the layer which mixes all positions sees.</summary>
    public int MixingChannels { get; init; } = 64;

    /// <summary>Hidden values of the layer which mixes all positions.</summary>
    public int MixingWidth { get; init; } = 384;

    /// <summary>Values of the condition, made of the embedding, that every block sees.</summary>
    public int ConditionWidth { get; init; } = 128;

    /// <summary>Throws where no network has this shape.</summary>
    /// <exception cref="ArgumentException">A size is out of its range; it is named.</exception>
    internal void ThrowUnlessValid()
    {
        if (Width < 16 || Width % 16 != 0)
            throw new ArgumentException($"width is {Width}, not a positive multiple of 16");
        if (Height < 16 || Height % 16 != 0)
            throw new ArgumentException($"height is {Height}, not a positive multiple of 16");
        if (TextWidth < 0)
            throw new ArgumentException($"text_width is {TextWidth}, which is negative");
        if (EmbeddingWidth < 0)
            throw new ArgumentException($"embedding_width is {EmbeddingWidth}, which is negative");
        if (Channels.Count != 4 || Channels.Any(count => count is < 1 or > 4096))
            throw new ArgumentException("channels are not four numbers from 1 to 4096");
        if (TextWidth > 0 && (TextHeads < 1 || Channels[3] % TextHeads != 0))
            throw new ArgumentException($"{Channels[3]} channels are not divisible by text_heads, {TextHeads}");
        if (MixingChannels < 1 || MixingWidth < 1 || ConditionWidth < 1)
            throw new ArgumentException("mixing_channels, mixing_width and condition_width are not all positive");
    }
}
