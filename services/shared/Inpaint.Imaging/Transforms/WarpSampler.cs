namespace Inpaint.Imaging.Transforms;

/// <summary>How a warped pixel is taken from those around its source.</summary>
public enum Interpolation
{
    /// <summary>The nearest pixel.</summary>
    Nearest,

    /// <summary>The four around it, weighed by nearness; beyond the border it fades to zero.</summary>
    Bilinear,
}

/// <summary>Samples pictures along a <see cref="Warp"/>, as torch's grid_sample with zero padding does.</summary>
public static class WarpSampler
{
    /// <summary>Warps every channel.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="warp">Made for the picture's size.</param>
    /// <param name="interpolation">How pixels are taken.</param>
    /// <param name="fill">What is seen beyond the border: one level, or one a channel; zeros where null.</param>
    /// <exception cref="InvalidPictureArgumentException">The fill has another number of levels.</exception>
    public static PlanarImage Sample(PlanarImage image, Warp warp, Interpolation interpolation, IReadOnlyList<float>? fill = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(warp);
        if (fill is not null && fill.Count != 1 && fill.Count != image.Channels)
            throw new InvalidPictureArgumentException($"a fill of {fill.Count} levels does not suit {image.Channels} channels");

        var planeLength = warp.Width * warp.Height;
        var samples = new float[image.Channels * planeLength];
        for (var i = 0; i < planeLength; i++)
        {
            var source = warp.Source(i % warp.Width, i / warp.Width);
            for (var channel = 0; channel < image.Channels; channel++)
            {
                float? beyond = fill is null ? null : fill[fill.Count == 1 ? 0 : channel];
                samples[channel * planeLength + i] = interpolation == Interpolation.Nearest
                    ? Nearest(image.Plane(channel), image.Width, image.Height, source, beyond)
                    : Bilinear(image.Plane(channel), image.Width, image.Height, source, beyond);
            }
        }

        return new PlanarImage(image.Channels, warp.Height, warp.Width, samples);
    }

    private static float Nearest(ReadOnlySpan<float> plane, int width, int height, PlanePoint source, float? beyond)
    {
        var (x, y) = (Math.Round(source.X, MidpointRounding.ToEven), Math.Round(source.Y, MidpointRounding.ToEven));
        return x >= 0 && x < width && y >= 0 && y < height ? plane[(int)y * width + (int)x] : beyond ?? 0;
    }

    // A fill is blended by how much of the four pixels lies inside. The sample has already faded by that share:
    // it is weighed twice, which is what torchvision does.
    private static float Bilinear(ReadOnlySpan<float> plane, int width, int height, PlanePoint source, float? beyond)
    {
        if (!(source.X > -1 && source.X < width && source.Y > -1 && source.Y < height))
            return beyond ?? 0;

        var (left, top) = ((int)Math.Floor(source.X), (int)Math.Floor(source.Y));
        var (sample, inside) = (0.0, 0.0);
        for (var corner = 0; corner < 4; corner++)
        {
            var (x, y) = (left + (corner & 1), top + (corner >> 1));
            if (x < 0 || x >= width || y < 0 || y >= height)
                continue;

            var weight = (1 - Math.Abs(source.X - x)) * (1 - Math.Abs(source.Y - y));
            sample += weight * plane[y * width + x];
            inside += weight;
        }

        return (float)(beyond is { } level ? sample * inside + (1 - inside) * level : sample);
    }
}
