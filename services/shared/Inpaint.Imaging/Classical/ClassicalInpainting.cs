namespace Inpaint.Imaging.Classical;

/// <summary>Filling a hole without a learned model: what every learned one has to beat.</summary>
public static class ClassicalInpainting
{
    /// <summary>Telea's fast marching method, as in OpenCV.</summary>
    /// <param name="image">The picture; its known pixels stay byte for byte.</param>
    /// <param name="mask">Of the picture's size, with at least one known pixel.</param>
    /// <param name="radius">How far known pixels are looked for, 1 to 100.</param>
    /// <exception cref="InvalidPictureArgumentException">The mask does not fit or covers everything, or the radius is out of range.</exception>
    public static RgbImage Telea(RgbImage image, HoleMask mask, int radius) => new TeleaMarch(image, mask, radius).Run();

    /// <summary>The method named after Navier and Stokes, as in OpenCV.</summary>
    /// <param name="image">The picture; its known pixels stay byte for byte.</param>
    /// <param name="mask">Of the picture's size, with at least one known pixel.</param>
    /// <param name="radius">How far known pixels are looked for, 1 to 100.</param>
    /// <exception cref="InvalidPictureArgumentException">The mask does not fit or covers everything, or the radius is out of range.</exception>
    public static RgbImage NavierStokes(RgbImage image, HoleMask mask, int radius) => new NavierStokesMarch(image, mask, radius).Run();

    /// <summary>The membrane: each pixel of the hole is the mean of its neighbours.</summary>
    /// <returns>Three planes of levels 0 to 1.</returns>
    /// <exception cref="InvalidPictureArgumentException">The mask does not fit or covers everything.</exception>
    public static PlanarImage Harmonic(RgbImage image, HoleMask mask)
    {
        ThrowUnlessFillable(image, mask);
        return HarmonicFill.Run(image, mask);
    }

    /// <summary>The thin plate, as scikit-image's inpaint_biharmonic; clamped to the known levels of each channel.</summary>
    /// <returns>Three planes of levels 0 to 1.</returns>
    /// <exception cref="InvalidPictureArgumentException">The mask does not fit or covers everything, or the hole is too large to solve for.</exception>
    public static PlanarImage Biharmonic(RgbImage image, HoleMask mask)
    {
        ThrowUnlessFillable(image, mask);
        return BiharmonicFill.Run(image, mask);
    }

    internal static void ThrowUnlessFillable(RgbImage image, HoleMask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        mask.ThrowUnlessFits(image);
        if (mask.HoleCount == mask.Hole.Length)
            throw new InvalidPictureArgumentException("the mask covers the whole picture: nothing is known", nameof(mask));
    }
}
