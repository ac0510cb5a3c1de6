namespace Inpaint.Imaging.Transforms;

/// <summary>Blurs with a Gaussian of its own width along each axis; the picture is extended by reflection, the edge not repeated.</summary>
/// <remarks>As torchvision's gaussian_blur.</remarks>
public static class GaussianBlur
{
    /// <summary>Blurs every channel.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="kernelWidth">Columns of the kernel, odd; half of it below the picture's width.</param>
    /// <param name="kernelHeight">Rows of the kernel, odd; half of it below the picture's height.</param>
    /// <param name="sigmaX">Standard deviation along rows in pixels, above 0.</param>
    /// <param name="sigmaY">Standard deviation along columns in pixels, above 0.</param>
    /// <exception cref="InvalidPictureArgumentException">A size or deviation is out of range.</exception>
    public static PlanarImage Apply(PlanarImage image, int kernelWidth, int kernelHeight, double sigmaX, double sigmaY)
    {
        ArgumentNullException.ThrowIfNull(image);
        var (row, column) = (Kernel(kernelWidth, sigmaX), Kernel(kernelHeight, sigmaY));
        if (row.Length / 2 >= image.Width || column.Length / 2 >= image.Height)
            throw new InvalidPictureArgumentException($"a kernel of {kernelWidth} x {kernelHeight} is too large for {image.Width} x {image.Height} pixels");

        var samples = new float[image.Samples.Length];
        var rowsDone = new double[image.Height * image.Width];
        for (var channel = 0; channel < image.Channels; channel++)
        {
            var plane = image.Plane(channel);
            for (var i = 0; i < rowsDone.Length; i++)
            {
                rowsDone[i] = 0;
                for (var tap = 0; tap < row.Length; tap++)
                {
                    rowsDone[i] += row[tap] * plane[i / image.Width * image.Width + Mirror(i % image.Width + tap - row.Length / 2, image.Width)];
                }
            }

            for (var i = 0; i < rowsDone.Length; i++)
            {
                var sum = 0.0;
                for (var tap = 0; tap < column.Length; tap++)
                {
                    sum += column[tap] * rowsDone[Mirror(i / image.Width + tap - column.Length / 2, image.Height) * image.Width + i % image.Width];
                }

                samples[channel * rowsDone.Length + i] = (float)sum;
            }
        }

        return new PlanarImage(image.Channels, image.Height, image.Width, samples);
    }

    private static double[] Kernel(int size, double sigma)
    {
        if (size < 1 || size % 2 == 0)
            throw new InvalidPictureArgumentException($"a kernel of {size} pixels is not odd");

        if (!(sigma > 0 && double.IsFinite(sigma)))
            throw new InvalidPictureArgumentException($"a standard deviation of {sigma} is not above 0");

        var kernel = new double[size];
        for (var i = 0; i < size; i++)
        {
            kernel[i] = Math.Exp(-.5 * Math.Pow((i - size / 2) / sigma, 2));
        }

        var sum = kernel.Sum();
        return Array.ConvertAll(kernel, weight => weight / sum);
    }

    private static int Mirror(int index, int length) => index < 0 ? -index : index >= length ? 2 * (length - 1) - index : index;
}
