using CsvHelper;

namespace Inpaint.Augmentation.DataSets.Files.Csv;

/// <summary>Reads comma-separated files with a header line, by the names of their columns. Problems name the file and the line.</summary>
internal static class CsvTable
{
    private static readonly CsvReaderOptions Options = new() { TrackLineNumbers = true, TrimWhitespace = true, SkipEmptyLines = true };

    /// <summary>Reads every row.</summary>
    /// <param name="reader">The text; left open.</param>
    /// <param name="file">Its name in messages.</param>
    /// <param name="required">Columns that must be there; others may.</param>
    /// <param name="map">Makes a row's value of its cells.</param>
    /// <exception cref="DataFileException">Corrupt: a column or a cell is missing, or a cell cannot be read.</exception>
    public static List<T> Read<T>(TextReader reader, string file, IReadOnlyList<string> required, Func<CsvLine, T> map)
    {
        var rows = new List<T>();
        try
        {
            using var csv = CsvReader.Create(reader, Options, leaveOpen: true);
            csv.ReadHeader();
            if (required.FirstOrDefault(column => !csv.TryGetFieldIndex(column, out _)) is { } missing)
                throw DataFileException.Corrupt($"{file} has no column '{missing}'");

            var line = new CsvLine(csv, file);
            while (csv.Read())
            {
                rows.Add(map(line));
            }
        }
        catch (CsvFormatException e)
        {
            throw new DataFileException(DataFileErrorKind.Corrupt, $"{file}, line {e.LineNumber}: {e.Message}", e);
        }

        return rows;
    }
}
