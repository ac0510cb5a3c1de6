namespace Inpaint.Augmentation.DataSets.Files.Csv;

/// <summary>One picture of a folder and what is to be seen on it.</summary>
/// <param name="Image">Its file's name within the folder "images".</param>
/// <param name="Description">In words; may be empty.</param>
public sealed record Caption(string Image, string Description);

/// <summary>Reads captions.csv: a row a picture, with the columns image and description; others (label, color, ...) are passed over.</summary>
public static class CaptionTable
{
    /// <summary>Reads the rows in order.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="file">Its name in messages.</param>
    /// <exception cref="DataFileException">Corrupt: a column is missing, or a picture is named twice, or its name leaves the folder.</exception>
    public static IReadOnlyList<Caption> Read(TextReader reader, string file)
    {
        var captions = CsvTable.Read(reader, file, ["image", "description"], line => new Caption(line.Text("image"), line.OptionalText("description")));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var caption in captions)
        {
            if (!seen.Add(caption.Image))
                throw DataFileException.Corrupt($"{file} names the picture '{caption.Image}' twice");

            if (Path.GetFileName(caption.Image) != caption.Image || caption.Image is "." or "..")
                throw DataFileException.Corrupt($"{file} names the picture '{caption.Image}', which is no plain file name");
        }

        return captions;
    }
}
