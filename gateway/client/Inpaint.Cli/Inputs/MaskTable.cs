using CsvHelper;
using Inpaint.Imaging;

namespace Inpaint.Cli.Inputs;

/// <summary>A masks.csv: columns image, left, top, right, bottom (half-open); several rows of a picture are several rectangles.</summary>
internal sealed class MaskTable : IMaskSource
{
    private static readonly string[] Columns = ["image", "left", "top", "right", "bottom"];

    private readonly string _path;
    private readonly Dictionary<string, List<PixelRectangle>> _rectangles = new(StringComparer.Ordinal);

    private MaskTable(string path) => _path = path;

    /// <summary>The pictures that have a mask, by name.</summary>
    public IReadOnlyCollection<string> Images => _rectangles.Keys;

    /// <summary>Reads a table.</summary>
    /// <exception cref="InputException">The file is missing, lacks a column, or a row is wrong; the message names the row.</exception>
    public static MaskTable Load(string path)
    {
        if (!File.Exists(path))
            throw new InputException("--masks", $"'{path}' does not exist.");
        var table = new MaskTable(path);
        try
        {
            using CsvReader csv = CsvReader.FromFile(path, CsvReaderOptions.Default with { Separator = ',', TrackLineNumbers = true });
            csv.ReadHeader();
            if (Columns.FirstOrDefault(column => !csv.TryGetFieldIndex(column, out _)) is { } missing)
                throw new InputException(path, $"has no column '{missing}'.");
            while (csv.Read())
                table.Add(csv);
        }
        catch (CsvFormatException exception)
        {
            throw new InputException(path, exception.Message);
        }
        return table._rectangles.Count > 0 ? table : throw new InputException(path, "has no rows.");
    }

    /// <inheritdoc/>
    public HoleMask For(string file, RgbImage picture)
    {
        string name = Path.GetFileName(file);
        if (!_rectangles.TryGetValue(name, out List<PixelRectangle>? rectangles))
            throw new InputException(_path, $"has no row for '{name}'.");
        return new RectangleMasks(rectangles, _path).For(file, picture);
    }

    private void Add(CsvReader csv)
    {
        string row = $"{_path}:{csv.LineNumber}";
        string image = csv.GetString("image");
        if (image.Length == 0)
            throw new InputException(row, "names no image.");
        PixelRectangle rectangle = RectangleParser.Parse(string.Join(',', Columns.Skip(1).Select(column => csv.GetString(column))), row);
        if (!_rectangles.TryGetValue(image, out List<PixelRectangle>? rectangles))
            _rectangles[image] = rectangles = [];
        rectangles.Add(rectangle);
    }
}
