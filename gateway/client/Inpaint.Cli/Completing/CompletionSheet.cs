using Inpaint.Imaging;

namespace Inpaint.Cli.Completing;

/// <summary>Draws the sheet: a row a sample, with the partial picture, what each generator made of it, and the whole one.</summary>
internal static class CompletionSheet
{
    private const int Gap = 4;

    /// <summary>The sheet as a PNG file.</summary>
    public static byte[] Draw(CompletionReport report)
    {
        List<RgbImage?>[] rows = [.. report.Sheet.Select(row => Cells(report, row))];
        int cellWidth = rows.Max(row => row.Max(cell => cell?.Width ?? 0));
        int cellHeight = rows.Max(row => row.Max(cell => cell?.Height ?? 0));
        var sheet = new RgbImage(Gap + rows[0].Count * (cellWidth + Gap), Gap + rows.Length * (cellHeight + Gap));
        Array.Fill(sheet.Pixels, byte.MaxValue);
        for (int y = 0; y < rows.Length; y++)
        {
            for (int x = 0; x < rows[y].Count; x++)
            {
                if (rows[y][x] is { } picture)
                    Paste(sheet, picture, Gap + x * (cellWidth + Gap), Gap + y * (cellHeight + Gap));
            }
        }
        return PictureCodec.EncodePng(sheet);
    }

    private static List<RgbImage?> Cells(CompletionReport report, CompletionReport.SheetRow row)
    {
        var cells = new List<RgbImage?> { row.Sample.Partial };
        foreach (string column in report.Columns.Where(column => column != CompletionReport.Partial))
            cells.Add(row.Completed.TryGetValue(column, out var completed) ? completed.Picture : null);
        if (row.Sample.Target is not null)
            cells.Add(row.Sample.Target);
        return cells;
    }

    private static void Paste(RgbImage sheet, RgbImage picture, int left, int top)
    {
        for (int y = 0; y < picture.Height; y++)
            picture.Pixels.AsSpan(3 * y * picture.Width, 3 * picture.Width).CopyTo(sheet.Pixels.AsSpan(3 * ((top + y) * sheet.Width + left)));
    }
}
