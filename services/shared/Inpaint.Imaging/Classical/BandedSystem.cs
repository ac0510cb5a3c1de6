namespace Inpaint.Imaging.Classical;

/// <summary>A linear system whose matrix is zero away from its diagonal; Gaussian elimination with row exchanges within the band.</summary>
/// <param name="size">Number of unknowns.</param>
/// <param name="lower">Entries below the diagonal.</param>
/// <param name="upper">Entries above the diagonal.</param>
/// <param name="rightSides">How many right sides are solved for at once.</param>
internal sealed class BandedSystem(int size, int lower, int upper, int rightSides)
{
    // Exchanged rows reach further right, by as much as the band reaches down.
    private readonly int _width = 2 * lower + upper + 1;
    private readonly double[] _band = new double[(long)size * (2 * lower + upper + 1)];
    private readonly double[][] _sides = [.. Enumerable.Range(0, rightSides).Select(_ => new double[size])];

    public void Add(int row, int column, double value) => _band[Index(row, column)] += value;

    public void SetRightSide(int side, double[] values) => values.CopyTo(_sides[side], 0);

    /// <summary>A right side's solution, after <see cref="Solve"/>.</summary>
    public ReadOnlySpan<double> Solution(int side) => _sides[side];

    /// <exception cref="InvalidPictureArgumentException">The matrix is singular.</exception>
    public void Solve()
    {
        for (var column = 0; column < size; column++)
        {
            var last = Math.Min(size - 1, column + lower);
            var pivot = column;
            for (var row = column + 1; row <= last; row++)
            {
                if (Math.Abs(_band[Index(row, column)]) > Math.Abs(_band[Index(pivot, column)]))
                    pivot = row;
            }

            var end = Math.Min(size, column + lower + upper + 1);
            Exchange(column, pivot, end);
            for (var row = column + 1; row <= last; row++)
            {
                Eliminate(row, column, end);
            }
        }

        foreach (var side in _sides)
        {
            SubstituteBack(side);
        }
    }

    private long Index(int row, int column) => (long)row * _width + column - row + lower;

    private void Exchange(int row, int pivot, int end)
    {
        if (Math.Abs(_band[Index(pivot, row)]) < 1e-14)
            throw new InvalidPictureArgumentException("the hole's equations have no single solution");

        if (row == pivot)
            return;

        for (var column = row; column < end; column++)
        {
            (_band[Index(row, column)], _band[Index(pivot, column)]) = (_band[Index(pivot, column)], _band[Index(row, column)]);
        }

        foreach (var side in _sides)
        {
            (side[row], side[pivot]) = (side[pivot], side[row]);
        }
    }

    private void Eliminate(int row, int column, int end)
    {
        var factor = _band[Index(row, column)] / _band[Index(column, column)];
        if (factor == 0)
            return;

        var from = _band.AsSpan((int)Index(column, column), end - column);
        var to = _band.AsSpan((int)Index(row, column), end - column);
        for (var i = 0; i < from.Length; i++)
        {
            to[i] -= factor * from[i];
        }

        foreach (var side in _sides)
        {
            side[row] -= factor * side[column];
        }
    }

    private void SubstituteBack(double[] side)
    {
        for (var row = size - 1; row >= 0; row--)
        {
            var end = Math.Min(size, row + lower + upper + 1);
            for (var column = row + 1; column < end; column++)
            {
                side[row] -= _band[Index(row, column)] * side[column];
            }

            side[row] /= _band[Index(row, row)];
        }
    }
}
