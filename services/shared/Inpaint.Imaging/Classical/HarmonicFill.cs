namespace Inpaint.Imaging.Classical;

/// <summary>Solves Laplace's equation in the hole by conjugate gradients; pixels at the picture's border have fewer neighbours.</summary>
internal static class HarmonicFill
{
    private const double Accuracy = 1e-10;

    public static PlanarImage Run(RgbImage image, HoleMask mask)
    {
        var result = PlanarImage.FromRgb(image);
        var unknowns = new HoleUnknowns(mask);
        var neighbours = Array.ConvertAll(unknowns.Pixels, pixel => NeighboursOf(pixel, mask.Width, mask.Height));
        for (var channel = 0; channel < 3; channel++)
        {
            var plane = result.Samples.AsSpan(channel * mask.Hole.Length, mask.Hole.Length);
            for (var i = 0; i < plane.Length; i++)
            {
                plane[i] /= 255;
            }

            var solution = Solve(plane, unknowns, neighbours);
            for (var i = 0; i < solution.Length; i++)
            {
                plane[unknowns.Pixels[i]] = (float)solution[i];
            }
        }

        return result;
    }

    // The matrix is symmetric and positive definite: number of neighbours on its diagonal, -1 for each unknown neighbour.
    private static double[] Solve(ReadOnlySpan<float> plane, HoleUnknowns unknowns, int[][] neighbours)
    {
        var count = neighbours.Length;
        var residual = new double[count];
        for (var i = 0; i < count; i++)
        {
            foreach (var neighbour in neighbours[i])
            {
                residual[i] += unknowns.Number[neighbour] == HoleUnknowns.Known ? plane[neighbour] : 0;
            }
        }

        var (solution, product) = (new double[count], new double[count]);
        var direction = (double[])residual.Clone();
        var square = Dot(residual, residual);
        var enough = square * Accuracy * Accuracy;
        for (var iteration = 0; square > enough && iteration < 10 * count + 100; iteration++)
        {
            Multiply(direction, product, unknowns, neighbours);
            var step = square / Dot(direction, product);
            for (var i = 0; i < count; i++)
            {
                solution[i] += step * direction[i];
                residual[i] -= step * product[i];
            }

            var next = Dot(residual, residual);
            for (var i = 0; i < count; i++)
            {
                direction[i] = residual[i] + next / square * direction[i];
            }

            square = next;
        }

        return solution;
    }

    private static void Multiply(double[] vector, double[] product, HoleUnknowns unknowns, int[][] neighbours)
    {
        for (var i = 0; i < vector.Length; i++)
        {
            var sum = neighbours[i].Length * vector[i];
            foreach (var neighbour in neighbours[i])
            {
                var number = unknowns.Number[neighbour];
                sum -= number == HoleUnknowns.Known ? 0 : vector[number];
            }

            product[i] = sum;
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static int[] NeighboursOf(int pixel, int width, int height)
    {
        var (x, y) = (pixel % width, pixel / width);
        var neighbours = new List<int>(4);
        if (x > 0)
            neighbours.Add(pixel - 1);
        if (x < width - 1)
            neighbours.Add(pixel + 1);
        if (y > 0)
            neighbours.Add(pixel - width);
        if (y < height - 1)
            neighbours.Add(pixel + width);
        return [.. neighbours];
    }
}
