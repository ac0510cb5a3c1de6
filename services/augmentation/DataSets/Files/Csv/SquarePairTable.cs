using Inpaint.Imaging;

namespace Inpaint.Augmentation.DataSets.Files.Csv;

/// <summary>Reads two-square holes: a row a picture, with the columns filename, x1, y1, x2, y2 (left columns and top rows).</summary>
public static class SquarePairTable
{
    /// <summary>Reads every picture's two squares. Whether they lie inside is seen when they meet their picture.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="file">Its name in messages.</param>
    /// <param name="size">Side of the squares in pixels, at least 1.</param>
    /// <exception cref="DataFileException">Corrupt: a column is missing, or a cell is no whole number.</exception>
    public static ILookup<string, PixelRectangle> Read(TextReader reader, string file, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return CsvTable.Read(reader, file, ["filename", "x1", "y1", "x2", "y2"], line => ReadRow(line, size))
            .SelectMany(row => row.Squares.Select(square => (row.Image, Square: square)))
            .ToLookup(row => row.Image, row => row.Square, StringComparer.Ordinal);
    }

    private static (string Image, PixelRectangle[] Squares) ReadRow(CsvLine line, int size) =>
        (line.Text("filename"), [Square(line.Integer("x1"), line.Integer("y1"), size), Square(line.Integer("x2"), line.Integer("y2"), size)]);

    // Corners beyond any picture become rectangles outside of it, not an overflow.
    private static PixelRectangle Square(int left, int top, int size) =>
        new(left, top, (int)Math.Min((long)left + size, int.MaxValue), (int)Math.Min((long)top + size, int.MaxValue));
}
