using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Inpaint.Augmentation.DataSets.Files.Csv;

/// <summary>Reads comma-separated files with a header line, by the names of their columns. Problems name the file and the line.</summary>
internal static class CsvTable
{
    private static readonly CsvConfiguration Configuration = new(CultureInfo.InvariantCulture)
    {
        MissingFieldFound = null,
        TrimOptions = TrimOptions.Trim,
    };

    /// <summary>Reads every row.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="file">Its name in messages.</param>
    /// <param name="required">Columns that must be there; others may.</param>
    /// <param name="map">Makes a row's value of its cells.</param>
    /// <exception cref="DataFileException">Corrupt: a column or a cell is missing, or a cell cannot be read.</exception>
    public static List<T> Read<T>(TextReader reader, string file, IReadOnlyList<string> required, Func<CsvLine, T> map)
    {
        using var csv = new CsvReader(reader, Configuration, leaveOpen: true);
        var rows = new List<T>();
        try
        {
            if (!csv.Read() || !csv.ReadHeader())
                throw DataFileException.Corrupt($"{file} is empty");

            if (required.FirstOrDefault(column => !csv.HeaderRecord!.Contains(column)) is { } missing)
                throw DataFileException.Corrupt($"{file} has no column '{missing}'");

            var line = new CsvLine(csv, file);
            while (csv.Read())
            {
                rows.Add(map(line));
            }
        }
        catch (CsvHelperException e)
        {
            throw new DataFileException(DataFileErrorKind.Corrupt, $"{file}, line {csv.Parser.RawRow}: it cannot be read", e);
        }

        return rows;
    }
}

/// <summary>The cells of the row being read.</summary>
internal sealed class CsvLine(CsvReader csv, string file)
{
    /// <summary>A cell, which must not be empty.</summary>
    public string Text(string column) =>
        OptionalText(column) is { Length: > 0 } text ? text : throw Corrupt($"'{column}' is empty");

    /// <summary>A cell; empty where it or its column is missing.</summary>
    public string OptionalText(string column) => csv.TryGetField<string>(column, out var text) ? text ?? "" : "";

    /// <summary>A whole number.</summary>
    public int Integer(string column)
    {
        var text = Text(column);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Corrupt($"'{column}' is '{text}', not a whole number");
    }

    private DataFileException Corrupt(string problem) => DataFileException.Corrupt($"{file}, line {csv.Parser.RawRow}: {problem}");
}
