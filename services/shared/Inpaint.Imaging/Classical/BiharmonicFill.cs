namespace Inpaint.Imaging.Classical;

/// <summary>Solves the biharmonic equation in the hole, with scikit-image's stencils where the picture's border cuts them.</summary>
internal static class BiharmonicFill
{
    private const int Reach = 2;

    // Doubles of the banded matrix: 256 MB. A hole of 128 x 128 takes a tenth of it.
    private const long MostEntries = 32L * 1024 * 1024;

    public static PlanarImage Run(RgbImage image, HoleMask mask)
    {
        var result = PlanarImage.FromRgb(image);
        var unknowns = new HoleUnknowns(mask);
        var stencils = Array.ConvertAll(unknowns.Pixels, pixel => StencilOf(pixel, mask.Width, mask.Height));
        var matrix = MatrixOf(unknowns, stencils);
        for (var channel = 0; channel < 3; channel++)
        {
            var plane = result.Samples.AsSpan(channel * mask.Hole.Length, mask.Hole.Length);
            for (var i = 0; i < plane.Length; i++)
            {
                plane[i] /= 255;
            }

            matrix.SetRightSide(channel, RightSideOf(plane, unknowns, stencils));
        }

        matrix.Solve();
        for (var channel = 0; channel < 3; channel++)
        {
            Write(matrix.Solution(channel), result.Samples.AsSpan(channel * mask.Hole.Length, mask.Hole.Length), unknowns, mask);
        }

        return result;
    }

    private static BandedSystem MatrixOf(HoleUnknowns unknowns, (int Pixel, double Weight)[][] stencils)
    {
        var (lower, upper) = (0, 0);
        for (var row = 0; row < stencils.Length; row++)
        {
            foreach (var (pixel, _) in stencils[row])
            {
                var column = unknowns.Number[pixel];
                if (column != HoleUnknowns.Known)
                    (lower, upper) = (Math.Max(lower, row - column), Math.Max(upper, column - row));
            }
        }

        if ((2L * lower + upper + 1) * stencils.Length > MostEntries)
            throw new InvalidPictureArgumentException($"a hole of {stencils.Length} pixels is too large for the biharmonic fill");

        var matrix = new BandedSystem(stencils.Length, lower, upper, rightSides: 3);
        for (var row = 0; row < stencils.Length; row++)
        {
            foreach (var (pixel, weight) in stencils[row])
            {
                if (unknowns.Number[pixel] != HoleUnknowns.Known)
                    matrix.Add(row, unknowns.Number[pixel], weight);
            }
        }

        return matrix;
    }

    private static double[] RightSideOf(ReadOnlySpan<float> plane, HoleUnknowns unknowns, (int Pixel, double Weight)[][] stencils)
    {
        var side = new double[stencils.Length];
        for (var row = 0; row < stencils.Length; row++)
        {
            foreach (var (pixel, weight) in stencils[row])
            {
                side[row] -= unknowns.Number[pixel] == HoleUnknowns.Known ? weight * plane[pixel] : 0;
            }
        }

        return side;
    }

    private static void Write(ReadOnlySpan<double> solution, Span<float> plane, HoleUnknowns unknowns, HoleMask mask)
    {
        var (low, high) = (float.MaxValue, float.MinValue);
        for (var i = 0; i < plane.Length; i++)
        {
            if (mask.Hole[i] == 0)
                (low, high) = (Math.Min(low, plane[i]), Math.Max(high, plane[i]));
        }

        for (var i = 0; i < solution.Length; i++)
        {
            plane[unknowns.Pixels[i]] = Math.Clamp((float)solution[i], low, high);
        }
    }

    // The 5-point Laplacian, applied twice to an impulse within the neighbourhood that the picture's border leaves.
    private static (int Pixel, double Weight)[] StencilOf(int pixel, int width, int height)
    {
        var (x, y) = (pixel % width, pixel / width);
        var (left, top) = (Math.Max(0, x - Reach), Math.Max(0, y - Reach));
        var (columns, rows) = (Math.Min(width, x + Reach + 1) - left, Math.Min(height, y + Reach + 1) - top);
        var patch = new double[rows * columns];
        patch[(y - top) * columns + x - left] = 1;
        patch = Laplacian(Laplacian(patch, columns, rows), columns, rows);
        return [.. Enumerable.Range(0, patch.Length)
            .Where(i => patch[i] != 0)
            .Select(i => ((top + i / columns) * width + left + i % columns, patch[i]))];
    }

    private static double[] Laplacian(double[] patch, int columns, int rows)
    {
        double At(int x, int y) => patch[Math.Clamp(y, 0, rows - 1) * columns + Math.Clamp(x, 0, columns - 1)];
        return [.. Enumerable.Range(0, patch.Length)
            .Select(i => (X: i % columns, Y: i / columns))
            .Select(p => At(p.X - 1, p.Y) + At(p.X + 1, p.Y) + At(p.X, p.Y - 1) + At(p.X, p.Y + 1) - 4 * At(p.X, p.Y))];
    }
}
