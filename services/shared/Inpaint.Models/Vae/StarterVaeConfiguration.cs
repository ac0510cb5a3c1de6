namespace Inpaint.Models.Vae;

/// <summary>Shape of a starter VAE.</summary>
public sealed record StarterVaeConfiguration
{
    /// <summary>Width of the pictures in pixels, a multiple of 16. The challenge: 128.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the pictures in pixels, a multiple of 16. The challenge: 80.</summary>
    public required int Height { get; init; }

    /// <summary>Values of the latent code. The challenge: 128.</summary>
    public int LatentWidth { get; init; } = 128;

    /// <summary>Throws where no network has this shape.</summary>
    /// <exception cref="ArgumentException">A size is out of its range; it is named.</exception>
    internal void ThrowUnlessValid()
    {
        if (Width < 16 || Width % 16 != 0)
            throw new ArgumentException($"width is {Width}, not a positive multiple of 16");
        if (Height < 16 || Height % 16 != 0)
            throw new ArgumentException($"height is {Height}, not a positive multiple of 16");
        if (LatentWidth < 1)
            throw new ArgumentException($"latent_width is {LatentWidth}, not positive");
    }
}
