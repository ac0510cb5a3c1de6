using Inpaint.Imaging;

namespace Inpaint.Augmentation.DataSets.Files.Csv;

/// <summary>Reads holes: a row a rectangle, with the columns image, left, top, right, bottom (half-open); a picture may have any number.</summary>
public static class RectangleTable
{
    /// <summary>Reads every picture's rectangles. Whether they lie inside is seen when they meet their picture.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="file">Its name in messages.</param>
    /// <exception cref="DataFileException">Corrupt: a column is missing, or a cell is no whole number.</exception>
    public static ILookup<string, PixelRectangle> Read(TextReader reader, string file) =>
        CsvTable.Read(reader, file, ["image", "left", "top", "right", "bottom"], ReadRow).ToLookup(row => row.Image, row => row.Rectangle, StringComparer.Ordinal);

    private static (string Image, PixelRectangle Rectangle) ReadRow(CsvLine line) =>
        (line.Text("image"), new PixelRectangle(line.Integer("left"), line.Integer("top"), line.Integer("right"), line.Integer("bottom")));
}
