namespace Inpaint.Models.Parametric;

/// <summary>Shape of a network that fills half-filled designs.</summary>
public sealed record ParameterNetworkConfiguration
{
    /// <summary>Values between the blocks, 1 to 4096.</summary>
    public int Width { get; init; } = 256;

    /// <summary>Residual blocks, 1 to 64.</summary>
    public int Blocks { get; init; } = 3;

    /// <summary>Values of the learned embedding, 1 to 4096.</summary>
    public int EmbeddingWidth { get; init; } = 128;

    /// <summary>Share of the values between a block's layers that training drops, at least 0 and below 1.</summary>
    public double Dropout { get; init; } = 0.05;

    /// <summary>Throws where no network has this shape.</summary>
    /// <exception cref="ArgumentException">A size is out of its range; it is named.</exception>
    internal void ThrowUnlessValid()
    {
        if (Width is < 1 or > 4096 || EmbeddingWidth is < 1 or > 4096)
            throw new ArgumentException("width and embedding_width are not both from 1 to 4096");
        if (Blocks is < 1 or > 64)
            throw new ArgumentException($"blocks is {Blocks}, not from 1 to 64");
        if (Dropout is not (>= 0 and < 1))
            throw new ArgumentException($"dropout is {Dropout}, not at least 0 and below 1");
    }
}
