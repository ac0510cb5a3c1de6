using System.Globalization;
using Inpaint.Imaging;
using Inpaint.Imaging.Drawing;

namespace Inpaint.Trainer.Procedures.Glove;

/// <summary>Words and the words nearest to them, as a picture.</summary>
internal static class NeighbourSheet
{
    private const int Width = 1000;
    private const int RowHeight = 24;
    private const int Top = 64;
    private const int Neighbours = 6;

    private static readonly Color Ink = new(38, 42, 50);
    private static readonly Color Faint = new(110, 116, 126);

    /// <summary>Draws the sheet.</summary>
    public static byte[] Draw(string title, WordNeighbours neighbours, IEnumerable<string> words)
    {
        string[] rows = [.. words.Distinct()];
        var canvas = Canvas.Create(Width, Top + RowHeight * Math.Max(1, rows.Length) + 16, Color.White);
        Text.Draw(canvas, Text.Fit(title, 22, Width - 40), new PointD(20, 36), 22, Ink, bold: true);
        for (var i = 0; i < rows.Length; i++)
        {
            var near = neighbours.Of(rows[i], Neighbours)
                .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Word} {entry.Cosine:.00}"));
            Text.Draw(canvas, Text.Fit(rows[i], 15, 150), new PointD(20, Top + RowHeight * (i + .6)), 15, Ink, bold: true);
            Text.Draw(canvas, Text.Fit(string.Join("   ", near), 15, Width - 200), new PointD(180, Top + RowHeight * (i + .6)), 15, Faint);
        }

        return PictureCodec.EncodePng(canvas.Picture);
    }
}
