namespace Inpaint.Imaging.Resizing;

/// <summary>Which of the two published transforms places the centre crop; they differ by a pixel where the margin is odd.</summary>
public enum ClipCrop
{
    /// <summary>OpenAI's: torchvision on a PIL picture, half a margin rounded with halves to even.</summary>
    OpenAi,

    /// <summary>Hugging Face's CLIPImageProcessor: half a margin rounded down.</summary>
    HuggingFace,
}

/// <summary>Makes a picture ready for CLIP: bicubic resize of the shorter side, centre crop, levels to 0..1, normalised by channel.</summary>
/// <param name="size">Side of the crop in pixels, at least 1.</param>
/// <param name="mean">Three means.</param>
/// <param name="standardDeviation">Three deviations, above 0.</param>
/// <param name="crop">The transform followed.</param>
public sealed class ClipPreprocessor(int size, IReadOnlyList<float> mean, IReadOnlyList<float> standardDeviation, ClipCrop crop)
{
    /// <summary>Three planes of size x size, as the image tower takes them.</summary>
    public PlanarImage Prepare(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var (width, height) = image.Width <= image.Height
            ? (size, (int)((long)size * image.Height / image.Width))
            : ((int)((long)size * image.Width / image.Height), size);
        var resized = Resizer.Resize(image, width, height, Resampling.Bicubic);
        var (left, top) = (Margin(width - size), Margin(height - size));
        var samples = new float[3 * size * size];
        for (var channel = 0; channel < 3; channel++)
        {
            for (var i = 0; i < size * size; i++)
            {
                var level = resized.Pixels[3 * ((top + i / size) * width + left + i % size) + channel];
                samples[channel * size * size + i] = (level / 255f - mean[channel]) / standardDeviation[channel];
            }
        }

        return new PlanarImage(3, size, size, samples);
    }

    private int Margin(int difference) =>
        crop == ClipCrop.OpenAi ? (int)Math.Round(difference / 2.0, MidpointRounding.ToEven) : difference / 2;
}
