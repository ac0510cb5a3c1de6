using System.Globalization;
using Inpaint.Cli.Completing;
using Inpaint.V1;
using Spectre.Console;

namespace Inpaint.Cli.Output;

/// <summary>Prints figures: picture by picture, and the means.</summary>
internal static class FigureTables
{
    private static readonly string[] FigureNames = ["SSIM", "MAE", "RMSE", "composite", "hole MAE"];

    private static readonly string[] RetrievalNames = ["text to picture", "picture to text", "matched cosine", "mismatched"];

    /// <summary>A table with a first column of the given title and one for each figure.</summary>
    public static Table Create(params string[] titles) => Create(titles, FigureNames);

    /// <summary>A table with columns of the given titles and one for each figure of retrieval.</summary>
    public static Table CreateRetrieval(params string[] titles) => Create(titles, RetrievalNames);

    private static Table Create(string[] titles, string[] figures)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns(titles);
        foreach (string name in figures)
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
        return table;
    }

    /// <summary>Prints the listed samples and the means of every column.</summary>
    public static void Print(IAnsiConsole console, CompletionReport report, int samples)
    {
        Table pictures = Create("picture", "by");
        foreach (CompletionReport.Row row in report.Rows)
            pictures.AddRow([Cell(row.Name), Cell(row.Column), .. row.Error is null ? Cells(row.Scores) : [Cell("failed: " + row.Error)]]);
        if (pictures.Rows.Count > 0)
            console.Write(pictures);
        Table means = Create($"means of {samples}");
        foreach (string column in report.Columns.Where(column => report.Of(column).Count > 0))
            means.AddRow([Cell(column), .. Cells(report.Of(column))]);
        if (means.Rows.Count > 0)
            console.Write(means);
    }

    /// <summary>The cells of one pair's figures; dashes where there are none.</summary>
    public static IEnumerable<Text> Cells(Scores? scores) => scores is null
        ? FigureNames.Select(_ => Cell("-"))
        : Cells(scores.Ssim, scores.Mae, scores.Rmse, scores.Composite, scores.HasHoleMae ? scores.HoleMae : null);

    /// <summary>The cells of means.</summary>
    public static IEnumerable<Text> Cells(Figures figures) =>
        Cells(figures.Ssim, figures.Mae, figures.Rmse, figures.Composite, figures.HoleMae);

    /// <summary>The cells of one evaluation of retrieval; dashes where there is none.</summary>
    public static IEnumerable<Text> Cells(RetrievalScores? found) => found is null
        ? RetrievalNames.Select(_ => Cell("-"))
        : Cells(found.TextToPicture, found.PictureToText, found.MatchedCosine, found.MismatchedCosine);

    /// <summary>A cell of plain text.</summary>
    public static Text Cell(string text) => new(text);

    private static IEnumerable<Text> Cells(params double?[] values) =>
        values.Select(value => Cell(value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "-"));
}
