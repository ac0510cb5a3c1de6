namespace Inpaint.Imaging.Resizing;

/// <summary>What becomes of pictures of another shape than the tower's. The two published crops differ by a pixel where the margin is odd.</summary>
public enum ClipCrop
{
    /// <summary>OpenAI's: torchvision on a PIL picture, half a margin rounded with halves to even.</summary>
    OpenAi,

    /// <summary>Hugging Face's CLIPImageProcessor: half a margin rounded down.</summary>
    HuggingFace,

    /// <summary>None: the whole picture is stretched to the tower's size.</summary>
    None,
}

/// <summary>Makes a picture ready for CLIP: bicubic resize of the shorter side, centre crop, levels to 0..1, normalised by channel.</summary>
/// <param name="height">Rows of the result, at least 1.</param>
/// <param name="width">Columns of the result, at least 1; with a crop as many as rows.</param>
/// <param name="mean">Three means.</param>
/// <param name="standardDeviation">Three deviations, above 0.</param>
/// <param name="crop">The transform followed.</param>
public sealed class ClipPreprocessor(int height, int width, IReadOnlyList<float> mean, IReadOnlyList<float> standardDeviation, ClipCrop crop)
{
    // A very long picture grows with its shorter side; more than this is refused.
    private const long MostPixels = 1 << 26;

    /// <summary>For square towers.</summary>
    /// <param name="size">Side of the result in pixels, at least 1.</param>
    /// <param name="mean">Three means.</param>
    /// <param name="standardDeviation">Three deviations, above 0.</param>
    /// <param name="crop">The transform followed.</param>
    public ClipPreprocessor(int size, IReadOnlyList<float> mean, IReadOnlyList<float> standardDeviation, ClipCrop crop)
        : this(size, size, mean, standardDeviation, crop)
    {
    }

    /// <summary>Three planes of height x width, as the image tower takes them.</summary>
    /// <exception cref="InvalidPictureArgumentException">The picture is so long that its resized form would not fit a memory.</exception>
    public PlanarImage Prepare(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var (resizedWidth, resizedHeight) = ResizedSize(image);
        if ((long)resizedWidth * resizedHeight > MostPixels)
            throw new InvalidPictureArgumentException($"a picture of {image.Width} x {image.Height} pixels is too long for a crop of {width} x {height}", nameof(image));
        var resized = Resizer.Resize(image, resizedWidth, resizedHeight, Resampling.Bicubic);
        var (left, top) = (Margin(resizedWidth - width), Margin(resizedHeight - height));
        var plane = height * width;
        var samples = new float[3 * plane];
        for (var channel = 0; channel < 3; channel++)
        {
            for (var i = 0; i < plane; i++)
            {
                var level = resized.Pixels[3 * ((top + i / width) * resizedWidth + left + i % width) + channel];
                samples[channel * plane + i] = (level / 255f - mean[channel]) / standardDeviation[channel];
            }
        }

        return new PlanarImage(3, height, width, samples);
    }

    // The shorter side becomes the crop's.
    private (int Width, int Height) ResizedSize(RgbImage image) => crop == ClipCrop.None ? (width, height)
        : image.Width <= image.Height ? (width, (int)((long)width * image.Height / image.Width))
        : ((int)((long)height * image.Width / image.Height), height);

    private int Margin(int difference) =>
        crop == ClipCrop.OpenAi ? (int)Math.Round(difference / 2.0, MidpointRounding.ToEven) : difference / 2;
}
