namespace Inpaint.Models.Parametric;

/// <summary>
/// Judges completed designs whose hidden values are known: errors beside those of always predicting the mean or the most frequent
/// answer, and how often intervals held the truth. Not for use by several threads at once.
/// </summary>
/// <param name="schema">The parameters.</param>
public sealed class CompletionAccuracy(ParameterSchema schema)
{
    private readonly ParameterLayout _layout = new(schema);
    private readonly Tally[] _tallies = [.. Enumerable.Range(0, schema.Count).Select(_ => new Tally())];
    private long _choices;
    private long _wrong;
    private long _wrongByMode;

    /// <summary>Root of the mean, over hidden real values, of squared errors in deviations, over that of predicting the mean.</summary>
    public double RealErrorOverMean => Math.Sqrt(Reals.Sum(tally => tally.Squares) / Reals.Sum(tally => tally.SquaresOfMean));

    /// <summary>Wrong answers on choices that the designs left open, over those of always giving the most frequent answer.</summary>
    public double ChoiceErrorOverMode => (double)_wrong / _wrongByMode;

    /// <summary>Right answers on choices that the designs left open, 0 to 1.</summary>
    public double ChoiceAccuracy => 1 - (double)_wrong / _choices;

    /// <summary>Share of the intervals of measured real values that held the truth.</summary>
    public double RealCoverage => Share(Measured.Select(i => _tallies[i]));

    /// <summary>Share of the intervals of counts, flags, members of groups and constants that held the truth.</summary>
    public double DiscreteCoverage => Share(Enumerable.Range(0, schema.Count).Except(Measured).Select(i => _tallies[i]));

    /// <summary>Of every measured real parameter: its index, how often it was hidden, and the share of its intervals that held the truth.</summary>
    public IEnumerable<(int Parameter, long Hidden, double Coverage)> CoverageByParameter =>
        Measured.Where(i => _tallies[i].Hidden > 0).Select(i => (i, _tallies[i].Hidden, (double)_tallies[i].Held / _tallies[i].Hidden));

    private IEnumerable<Tally> Reals => _layout.Reals.Select(i => _tallies[i]);

    // Of what is whole, or the same in all designs, an interval cannot hold just a share: it holds the truth as often as wanted or more.
    private IEnumerable<int> Measured =>
        _layout.Reals.Where(i => schema.Parameters[i].Unit != DesignCompleter.CountUnit && _tallies[i].Largest > _tallies[i].Smallest);

    /// <summary>Takes one design in.</summary>
    /// <param name="whole">All its values.</param>
    /// <param name="shown">What was shown, NaN = hidden.</param>
    /// <param name="completed">What was made of it.</param>
    public void Add(ReadOnlySpan<double> whole, ReadOnlySpan<double> shown, ReadOnlySpan<PredictedValue> completed)
    {
        for (var i = 0; i < whole.Length; i++)
        {
            if (!double.IsNaN(shown[i]))
                continue;
            var (parameter, tally) = (schema.Parameters[i], _tallies[i]);
            var (error, ofMean) = (whole[i] - completed[i].Value, whole[i] - parameter.Mean);
            tally.Hidden++;
            (tally.Smallest, tally.Largest) = (Math.Min(tally.Smallest, whole[i]), Math.Max(tally.Largest, whole[i]));
            tally.Squares += error * error / (parameter.StandardDeviation * parameter.StandardDeviation);
            tally.SquaresOfMean += ofMean * ofMean / (parameter.StandardDeviation * parameter.StandardDeviation);
            // A design comes with what single precision left of its values.
            var slack = 1e-6 * parameter.StandardDeviation;
            if (whole[i] >= completed[i].Lower - slack && whole[i] <= completed[i].Upper + slack)
                tally.Held++;
        }

        foreach (var choice in _layout.Choices)
        {
            if (ParameterScores.IsOpen(choice, shown))
                Judge(choice, whole, completed);
        }
    }

    private void Judge(IReadOnlyList<int> choice, ReadOnlySpan<double> whole, ReadOnlySpan<PredictedValue> completed)
    {
        _choices++;
        var mode = choice.MaxBy(member => schema.Parameters[member].Mean);
        var modal = choice.Count == 1 ? (schema.Parameters[mode].Mean >= 0.5 ? 1 : 0) : 1;
        _wrongByMode += whole[mode] == modal ? 0 : 1;
        foreach (var member in choice)
        {
            if (whole[member] != completed[member].Value)
            {
                _wrong++;
                return;
            }
        }
    }

    private static double Share(IEnumerable<Tally> tallies)
    {
        var (held, hidden) = (0L, 0L);
        foreach (var tally in tallies)
            (held, hidden) = (held + tally.Held, hidden + tally.Hidden);
        return (double)held / hidden;
    }

    private sealed class Tally
    {
        public long Hidden { get; set; }

        public long Held { get; set; }

        public double Smallest { get; set; } = double.PositiveInfinity;

        public double Largest { get; set; } = double.NegativeInfinity;

        public double Squares { get; set; }

        public double SquaresOfMean { get; set; }
    }
}
