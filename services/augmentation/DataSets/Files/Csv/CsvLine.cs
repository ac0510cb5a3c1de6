using System.Globalization;
using CsvHelper;

namespace Inpaint.Augmentation.DataSets.Files.Csv;

/// <summary>The cells of the row being read.</summary>
internal sealed class CsvLine(CsvReader csv, string file)
{
    /// <summary>A cell, which must not be empty.</summary>
    public string Text(string column) =>
        OptionalText(column) is { Length: > 0 } text ? text : throw Corrupt($"'{column}' is empty");

    /// <summary>A cell; empty where it or its column is missing.</summary>
    public string OptionalText(string column) =>
        csv.TryGetFieldIndex(column, out var index) && index < csv.FieldCount ? csv.GetString(index) : "";

    /// <summary>A whole number.</summary>
    public int Integer(string column)
    {
        var text = Text(column);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Corrupt($"'{column}' is '{text}', not a whole number");
    }

    private DataFileException Corrupt(string problem) => DataFileException.Corrupt($"{file}, line {csv.LineNumber}: {problem}");
}
