using Inpaint.Imaging;
using Inpaint.V1;

namespace Inpaint.Cli.Completing;

/// <summary>Collects what is shown at the end. Of the pictures it keeps only those of the sheet's rows.</summary>
/// <param name="rows">Samples to list one by one.</param>
/// <param name="sheetRows">Samples to draw.</param>
internal sealed class CompletionReport(int rows, int sheetRows)
{
    /// <summary>The name under which the partial pictures themselves are scored.</summary>
    public const string Partial = "partial";

    private readonly SortedDictionary<int, SheetRow> _sheet = [];
    private readonly SortedDictionary<int, List<Row>> _rows = [];
    private readonly List<string> _columns = [];
    private readonly Dictionary<string, Figures> _figures = new(StringComparer.Ordinal);

    /// <summary>One line of the table.</summary>
    public sealed record Row(string Name, string Column, Scores? Scores, string? Error);

    /// <summary>One line of the sheet: the pictures by column, with their scores.</summary>
    public sealed record SheetRow(CompletionSample Sample, Dictionary<string, (RgbImage Picture, Scores? Scores)> Completed);

    /// <summary>"partial" and the generators, in the order in which they came.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>Samples that a generator failed on, counted once a generator.</summary>
    public int Failures { get; private set; }

    /// <summary>The first error that was met.</summary>
    public string? FirstError { get; private set; }

    /// <summary>The lines of the table, sample by sample.</summary>
    public IEnumerable<Row> Rows => _rows.Values.SelectMany(row => row);

    /// <summary>The lines of the sheet.</summary>
    public IReadOnlyCollection<SheetRow> Sheet => _sheet.Values;

    /// <summary>The means of a column.</summary>
    public Figures Of(string column) => _figures[column];

    /// <summary>Opens a column, so that it exists even where all of its samples fail.</summary>
    public void Open(string column)
    {
        _columns.Add(column);
        _figures[column] = new Figures();
    }

    public void Add(string column, CompletionOutcome outcome)
    {
        CompletionSample sample = outcome.Sample;
        if (outcome.Scores is not null)
            _figures[column].Add(outcome.Scores);
        if (outcome.Error is not null)
        {
            Failures++;
            FirstError ??= $"{sample.Name}: {outcome.Error.Summary}";
        }
        if (sample.Index < rows)
        {
            if (!_rows.TryGetValue(sample.Index, out List<Row>? lines))
                _rows[sample.Index] = lines = [];
            lines.Add(new Row(sample.Name, column, outcome.Scores, outcome.Error?.Summary));
        }
        if (sample.Index < sheetRows && outcome.Picture is not null)
        {
            if (!_sheet.TryGetValue(sample.Index, out SheetRow? line))
                _sheet[sample.Index] = line = new SheetRow(sample, new(StringComparer.Ordinal));
            line.Completed[column] = (outcome.Picture, outcome.Scores);
        }
    }
}
