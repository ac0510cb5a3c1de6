namespace Inpaint.Imaging.Drawing;

/// <summary>One row of a contact sheet.</summary>
/// <param name="Caption">What the row is, at its left; may be empty.</param>
/// <param name="Pictures">One a column; null leaves a place empty. Sizes may differ.</param>
/// <param name="Notes">One a column, below its picture; null where there are none.</param>
public sealed record ContactSheetRow(string Caption, IReadOnlyList<RgbImage?> Pictures, IReadOnlyList<string>? Notes = null);

/// <summary>Lays pictures out in rows and columns on white, with captions.</summary>
public static class ContactSheet
{
    private const int Gap = 12;
    private const int Margin = 20;
    private const double TitleSize = 26;
    private const double CaptionSize = 17;
    private const double NoteSize = 13;

    private static readonly Color Ink = new(38, 42, 50);
    private static readonly Color Faint = new(110, 116, 126);
    private static readonly Color Border = new(208, 212, 218);

    /// <summary>Draws a sheet.</summary>
    /// <param name="columns">A heading for every column; at least one.</param>
    /// <param name="rows">At least one, each with as many pictures as there are columns.</param>
    /// <param name="scale">Pixels of the sheet a pixel of the pictures, at least 1.</param>
    /// <param name="title">Above everything; null for none.</param>
    /// <exception cref="ArgumentException">There is no row or column, or a row has another number of pictures or notes.</exception>
    /// <exception cref="InvalidPictureArgumentException">The sheet would be larger than a picture can be.</exception>
    public static RgbImage Render(IReadOnlyList<string> columns, IReadOnlyList<ContactSheetRow> rows, int scale = 1, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        Check(columns, rows);

        var pictures = rows.SelectMany(row => row.Pictures).OfType<RgbImage>().ToList();
        var cellWidth = Math.Max(scale * pictures.Select(p => p.Width).DefaultIfEmpty(64).Max(), 72);
        var cellHeights = rows.Select(row => scale * row.Pictures.OfType<RgbImage>().Select(p => p.Height).DefaultIfEmpty(24).Max()).ToArray();
        var captionWidth = (int)Math.Ceiling(Math.Min(rows.Max(row => Text.Measure(row.Caption, CaptionSize)), 320));
        var left = Margin + (captionWidth > 0 ? captionWidth + Gap : 0);
        var top = Margin + (title is null ? 0 : (int)(TitleSize * 1.5)) + (int)(CaptionSize * 1.5);
        var noteHeights = rows.Select(row => row.Notes is null ? 0 : (int)(NoteSize * 1.5)).ToArray();
        var height = top + cellHeights.Sum() + noteHeights.Sum() + Gap * (rows.Count - 1) + Margin;
        var canvas = Canvas.Create(left + columns.Count * (cellWidth + Gap) - Gap + Margin, height, Color.White);

        if (title is not null)
            Text.Draw(canvas, Text.Fit(title, TitleSize, canvas.Picture.Width - 2 * Margin), new PointD(Margin, Margin + TitleSize * .8), TitleSize, Ink, bold: true);
        for (var column = 0; column < columns.Count; column++)
        {
            var middle = left + column * (cellWidth + Gap) + cellWidth / 2.0;
            Text.Draw(canvas, Text.Fit(columns[column], CaptionSize, cellWidth), new PointD(middle, top - 9), CaptionSize, Ink, TextAlignment.Center);
        }

        for (var row = 0; row < rows.Count; row++)
        {
            DrawRow(canvas, rows[row], left, top, cellWidth, cellHeights[row], captionWidth, scale);
            top += cellHeights[row] + noteHeights[row] + Gap;
        }

        return canvas.Picture;
    }

    private static void DrawRow(Canvas canvas, ContactSheetRow row, int left, int top, int cellWidth, int cellHeight, int captionWidth, int scale)
    {
        var caption = Text.Fit(row.Caption, CaptionSize, captionWidth + 1);
        Text.Draw(canvas, caption, new PointD(Margin + captionWidth, top + cellHeight / 2.0 + Text.CapHeight(CaptionSize) / 2), CaptionSize, Ink, TextAlignment.Right);
        for (var column = 0; column < row.Pictures.Count; column++)
        {
            var x = left + column * (cellWidth + Gap);
            if (row.Pictures[column] is { } picture)
            {
                var (px, py) = (x + (cellWidth - scale * picture.Width) / 2, top + (cellHeight - scale * picture.Height) / 2);
                canvas.Draw(picture, px, py, scale);
                // The frame lies outside the picture, none of whose pixels it may touch.
                var frame = VectorPath.Rectangle(px - .5, py - .5, px + scale * picture.Width + .5, py + scale * picture.Height + .5);
                canvas.Stroke(frame, Border, new StrokeStyle(1, LineCap.Butt, LineJoin.Miter));
            }

            if (row.Notes is { } notes)
            {
                var note = Text.Fit(notes[column], NoteSize, cellWidth);
                Text.Draw(canvas, note, new PointD(x + cellWidth / 2.0, top + cellHeight + NoteSize * 1.15), NoteSize, Faint, TextAlignment.Center);
            }
        }
    }

    private static void Check(IReadOnlyList<string> columns, IReadOnlyList<ContactSheetRow> rows)
    {
        if (columns.Count == 0 || rows.Count == 0)
            throw new ArgumentException("A contact sheet has at least one row and one column.", nameof(rows));
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Pictures.Count != columns.Count || (rows[i].Notes is { } notes && notes.Count != columns.Count))
                throw new ArgumentException($"Row {i} does not have one picture and one note for each of the {columns.Count} columns.", nameof(rows));
        }
    }
}
