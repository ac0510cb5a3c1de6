using System.Globalization;
using Inpaint.Imaging;
using Inpaint.Imaging.Drawing;
using Inpaint.V1;

namespace Inpaint.Cli.Completing;

/// <summary>Draws the sheet: a row a sample, with the partial picture, what each generator made of it, and the whole one; scores below.</summary>
internal static class CompletionSheet
{
    private const string Whole = "whole";

    /// <summary>Pictures narrower than this are drawn larger, by a whole factor, so that a person can judge them.</summary>
    private const int ReadableWidth = 200;

    /// <summary>The sheet as a PNG file.</summary>
    public static byte[] Draw(CompletionReport report)
    {
        string[] generators = [.. report.Columns.Where(column => column != CompletionReport.Partial)];
        bool hasTargets = report.Sheet.Any(row => row.Sample.Target is not null);
        string[] columns = [CompletionReport.Partial, .. generators, .. hasTargets ? (string[])[Whole] : []];
        ContactSheetRow[] rows = [.. report.Sheet.Select(row => Row(row, generators, hasTargets))];
        int width = report.Sheet.Max(row => row.Sample.Partial.Width);
        int scale = Math.Max(1, (ReadableWidth + width - 1) / width);
        return PictureCodec.EncodePng(ContactSheet.Render(columns, rows, scale));
    }

    private static ContactSheetRow Row(CompletionReport.SheetRow row, string[] generators, bool hasTargets)
    {
        List<RgbImage?> pictures = [row.Sample.Partial];
        List<string> notes = [Note(row, CompletionReport.Partial)];
        foreach (string generator in generators)
        {
            pictures.Add(row.Completed.TryGetValue(generator, out var completed) ? completed.Picture : null);
            notes.Add(Note(row, generator));
        }
        if (hasTargets)
        {
            pictures.Add(row.Sample.Target);
            notes.Add("");
        }
        return new ContactSheetRow(row.Sample.Name, pictures, notes);
    }

    private static string Note(CompletionReport.SheetRow row, string column) =>
        row.Completed.TryGetValue(column, out var completed) && completed.Scores is { } scores ? Describe(scores) : "";

    private static string Describe(Scores scores) =>
        string.Create(CultureInfo.InvariantCulture, $"SSIM {scores.Ssim:0.000}  composite {scores.Composite:0.0000}");
}
