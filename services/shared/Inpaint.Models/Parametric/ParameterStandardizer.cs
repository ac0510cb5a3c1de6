namespace Inpaint.Models.Parametric;

/// <summary>
/// Brings every column to mean 0 and deviation 1 over its known values; unknown values (NaN) become 0 and are told apart by a flag.
/// Means and deviations are of the population (ddof 0), in two passes. Immutable.
/// </summary>
public sealed class ParameterStandardizer
{
    private readonly double[] _mean;
    private readonly double[] _standardDeviation;

    /// <summary>Standardises by given means and deviations.</summary>
    /// <param name="mean">Mean of every column, finite.</param>
    /// <param name="standardDeviation">Deviation of every column, finite and above 0; as many as means.</param>
    /// <exception cref="InvalidParameterException">The numbers of columns differ, or a value is out of range.</exception>
    public ParameterStandardizer(ReadOnlySpan<double> mean, ReadOnlySpan<double> standardDeviation)
    {
        if (mean.Length != standardDeviation.Length)
            throw new InvalidParameterException($"number of columns: {mean.Length} means and {standardDeviation.Length} deviations");
        for (var i = 0; i < mean.Length; i++)
        {
            if (!double.IsFinite(mean[i]) || !(standardDeviation[i] > 0 && double.IsFinite(standardDeviation[i])))
                throw new InvalidParameterException($"column {i} has the mean {mean[i]} and the deviation {standardDeviation[i]}");
        }

        _mean = mean.ToArray();
        _standardDeviation = standardDeviation.ToArray();
    }

    /// <summary>How many columns there are.</summary>
    public int Columns => _mean.Length;

    /// <summary>Mean of every column; 0 for one without known values.</summary>
    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>Deviation of every column; 1 for a constant and for one without known values.</summary>
    public ReadOnlySpan<double> StandardDeviation => _standardDeviation;

    /// <summary>Measures means and deviations.</summary>
    /// <param name="values">Rows of values one after another, NaN = unknown.</param>
    /// <param name="columns">Values a row, at least 1.</param>
    /// <exception cref="InvalidParameterException">The last row is not whole, or a value is infinite.</exception>
    public static ParameterStandardizer Fit(ReadOnlySpan<double> values, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (values.Length % columns != 0)
            throw new InvalidParameterException($"number of columns: {values.Length} values are no whole number of rows of {columns}");
        ThrowIfInfinite(values, columns);

        var (mean, deviation) = (new double[columns], new double[columns]);
        for (var column = 0; column < columns; column++)
            (mean[column], deviation[column]) = FitColumn(values, column, columns);
        return new ParameterStandardizer(mean, deviation);
    }

    /// <summary>Standardises one row.</summary>
    /// <param name="row">Its values, NaN = unknown.</param>
    /// <param name="standardised">Receives (value - mean) / deviation, 0 where unknown.</param>
    /// <param name="known">Receives whether the value is known.</param>
    /// <exception cref="InvalidParameterException">The row has another number of columns, or an infinite value.</exception>
    public void Apply(ReadOnlySpan<double> row, Span<float> standardised, Span<bool> known)
    {
        if (row.Length != Columns || standardised.Length != Columns || known.Length != Columns)
            throw new InvalidParameterException($"number of columns: {row.Length} given where there are {Columns}");
        ThrowIfInfinite(row, Columns);
        for (var i = 0; i < row.Length; i++)
        {
            known[i] = !double.IsNaN(row[i]);
            standardised[i] = known[i] ? (float)((row[i] - _mean[i]) / _standardDeviation[i]) : 0;
        }
    }

    private static (double Mean, double Deviation) FitColumn(ReadOnlySpan<double> values, int column, int columns)
    {
        var (count, sum, minimum, maximum) = (0L, 0.0, double.PositiveInfinity, double.NegativeInfinity);
        for (var i = column; i < values.Length; i += columns)
        {
            if (double.IsNaN(values[i]))
                continue;
            count++;
            sum += values[i];
            (minimum, maximum) = (Math.Min(minimum, values[i]), Math.Max(maximum, values[i]));
        }

        if (count == 0)
            return (0, 1);
        // A constant is told by its range: its computed deviation is seldom exactly 0.
        if (minimum == maximum)
            return (minimum, 1);

        var mean = sum / count;
        var squares = 0.0;
        for (var i = column; i < values.Length; i += columns)
        {
            if (!double.IsNaN(values[i]))
                squares += (values[i] - mean) * (values[i] - mean);
        }

        return (mean, Math.Sqrt(squares / count));
    }

    private static void ThrowIfInfinite(ReadOnlySpan<double> values, int columns)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsInfinity(values[i]))
                throw new InvalidParameterException($"infinite value in row {i / columns}, column {i % columns}");
        }
    }
}
