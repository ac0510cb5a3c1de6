namespace Inpaint.Imaging.Transforms;

/// <summary>Changes of colour as torchvision defines them, on pictures of levels 0 to 1; results are clamped to 0..1.</summary>
public static class ColorJitter
{
    private const float RedShare = .2989f;
    private const float GreenShare = .587f;
    private const float BlueShare = .114f;

    /// <summary>Multiplies every level by a factor of at least 0.</summary>
    /// <exception cref="InvalidPictureArgumentException">The factor is below 0 or no number.</exception>
    public static PlanarImage Brightness(PlanarImage image, float factor)
    {
        CheckFactor(factor, "brightness");
        return Map(image, (pixel, _) => pixel * factor);
    }

    /// <summary>Blends with the picture's mean grey: 0 leaves that grey alone, 1 the picture as it is.</summary>
    /// <exception cref="InvalidPictureArgumentException">The factor is below 0 or no number.</exception>
    public static PlanarImage Contrast(PlanarImage image, float factor)
    {
        CheckFactor(factor, "contrast");
        RequireRgb(image);
        var sum = 0.0;
        for (var i = 0; i < image.Height * image.Width; i++)
        {
            sum += GreyAt(image, i);
        }

        var mean = (float)(sum / (image.Height * image.Width));
        return Map(image, (pixel, _) => pixel * factor + (1 - factor) * mean);
    }

    /// <summary>Blends with each pixel's own grey: 0 leaves grey alone, 1 the picture as it is.</summary>
    /// <exception cref="InvalidPictureArgumentException">The factor is below 0 or no number.</exception>
    public static PlanarImage Saturation(PlanarImage image, float factor)
    {
        CheckFactor(factor, "saturation");
        RequireRgb(image);
        return Map(image, (pixel, i) => pixel * factor + (1 - factor) * GreyAt(image, i));
    }

    /// <summary>Turns the hue by a share of the circle, -0.5 to 0.5.</summary>
    /// <exception cref="InvalidPictureArgumentException">The share is out of range.</exception>
    public static PlanarImage Hue(PlanarImage image, float share)
    {
        if (!(share is >= -.5f and <= .5f))
            throw new InvalidPictureArgumentException($"a hue of {share} is not in -0.5 to 0.5");

        RequireRgb(image);
        var count = image.Height * image.Width;
        var samples = new float[image.Samples.Length];
        for (var i = 0; i < count; i++)
        {
            var (hue, saturation, value) = HsvColor.FromRgb(image.Samples[i], image.Samples[count + i], image.Samples[2 * count + i]);
            hue += share;
            var (red, green, blue) = HsvColor.ToRgb(hue - MathF.Floor(hue), saturation, value);
            (samples[i], samples[count + i], samples[2 * count + i]) = (Clamp(red), Clamp(green), Clamp(blue));
        }

        return new PlanarImage(image.Channels, image.Height, image.Width, samples);
    }

    private static PlanarImage Map(PlanarImage image, Func<float, int, float> change)
    {
        ArgumentNullException.ThrowIfNull(image);
        var count = image.Height * image.Width;
        var samples = new float[image.Samples.Length];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = Clamp(change(image.Samples[i], i % count));
        }

        return new PlanarImage(image.Channels, image.Height, image.Width, samples);
    }

    private static float GreyAt(PlanarImage image, int i)
    {
        var count = image.Height * image.Width;
        return RedShare * image.Samples[i] + GreenShare * image.Samples[count + i] + BlueShare * image.Samples[2 * count + i];
    }

    private static float Clamp(float level) => Math.Clamp(level, 0, 1);

    private static void RequireRgb(PlanarImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Channels != 3)
            throw new InvalidPictureArgumentException($"a picture of three channels is wanted, this one has {image.Channels}");
    }

    private static void CheckFactor(float factor, string what)
    {
        if (!(factor >= 0 && float.IsFinite(factor)))
            throw new InvalidPictureArgumentException($"a {what} factor of {factor} is below 0 or no number");
    }
}
