namespace Inpaint.Imaging.Transforms;

/// <summary>The eight numbers of a perspective, from four points and where they go.</summary>
internal static class PerspectiveCoefficients
{
    private const int Unknowns = 8;

    /// <summary>Solves for a..h that take ends to starts, then rounds them to single precision, as torchvision does.</summary>
    /// <exception cref="InvalidPictureArgumentException">There are not four points each, or the points determine no perspective.</exception>
    public static double[] Solve(IReadOnlyList<PlanePoint> start, IReadOnlyList<PlanePoint> end)
    {
        if (start.Count != 4 || end.Count != 4)
            throw new InvalidPictureArgumentException($"a perspective takes four points to four points, not {start.Count} to {end.Count}");

        var rows = new double[Unknowns][];
        for (var i = 0; i < 4; i++)
        {
            var (from, to) = (end[i], start[i]);
            rows[2 * i] = [from.X, from.Y, 1, 0, 0, 0, -to.X * from.X, -to.X * from.Y, to.X];
            rows[2 * i + 1] = [0, 0, 0, from.X, from.Y, 1, -to.Y * from.X, -to.Y * from.Y, to.Y];
        }

        return Array.ConvertAll(Eliminate(rows), value => (double)(float)value);
    }

    // Gauss-Jordan with the largest pivot of each column; the right side is each row's last entry.
    private static double[] Eliminate(double[][] rows)
    {
        for (var column = 0; column < Unknowns; column++)
        {
            var pivot = Enumerable.Range(column, Unknowns - column).MaxBy(row => Math.Abs(rows[row][column]));
            (rows[column], rows[pivot]) = (rows[pivot], rows[column]);
            if (!(Math.Abs(rows[column][column]) > 1e-12))
                throw new InvalidPictureArgumentException("the four points determine no perspective: three of them lie on a line");

            for (var row = 0; row < Unknowns; row++)
            {
                if (row == column)
                    continue;

                var factor = rows[row][column] / rows[column][column];
                for (var i = column; i <= Unknowns; i++)
                {
                    rows[row][i] -= factor * rows[column][i];
                }
            }
        }

        return [.. Enumerable.Range(0, Unknowns).Select(i => rows[i][Unknowns] / rows[i][i])];
    }
}
