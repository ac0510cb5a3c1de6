namespace Inpaint.Imaging;

/// <summary>Cutting holes into pictures and pasting completed content back.</summary>
public static class MaskedPictures
{
    /// <summary>The picture with one colour in the hole; everything else byte for byte as given. Alpha is dropped.</summary>
    /// <param name="image">The whole picture.</param>
    /// <param name="mask">Of the picture's size.</param>
    /// <param name="fill">Level of all three channels in the hole; the challenge uses 255.</param>
    /// <exception cref="InvalidPictureArgumentException">The sizes differ.</exception>
    public static RgbImage CutHole(RgbImage image, HoleMask mask, byte fill = 255)
    {
        ArgumentNullException.ThrowIfNull(mask);
        mask.ThrowUnlessFits(image);
        var pixels = (byte[])image.Pixels.Clone();
        for (var i = 0; i < mask.Hole.Length; i++)
        {
            if (mask.Hole[i] != 0)
            {
                pixels.AsSpan(3 * i, 3).Fill(fill);
            }
        }

        return new RgbImage(image.Width, image.Height, pixels);
    }

    /// <summary>The known pixels of one picture, byte for byte, around the hole's pixels of another. Alpha is dropped.</summary>
    /// <param name="known">Gives every pixel outside the hole.</param>
    /// <param name="completed">Gives every pixel in the hole.</param>
    /// <param name="mask">Of the pictures' size.</param>
    /// <exception cref="InvalidPictureArgumentException">The sizes differ.</exception>
    public static RgbImage Paste(RgbImage known, RgbImage completed, HoleMask mask)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(mask);
        mask.ThrowUnlessFits(known);
        known.ThrowUnlessSameSize(completed);
        var pixels = (byte[])known.Pixels.Clone();
        for (var i = 0; i < mask.Hole.Length; i++)
        {
            if (mask.Hole[i] != 0)
            {
                completed.Pixels.AsSpan(3 * i, 3).CopyTo(pixels.AsSpan(3 * i, 3));
            }
        }

        return new RgbImage(known.Width, known.Height, pixels);
    }
}
