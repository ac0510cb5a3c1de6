using Inpaint.Imaging;

namespace Inpaint.Cli.Inputs;

/// <summary>Finds and reads the caller's picture files.</summary>
internal static class PictureFiles
{
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg"];

    /// <summary>The pictures that a path names: the file itself, or the PNG and JPEG files of a folder (or of its folder "images") by name.</summary>
    /// <param name="path">A file or folder.</param>
    /// <param name="field">The argument it came from.</param>
    /// <exception cref="InputException">There is nothing there, or no picture.</exception>
    public static IReadOnlyList<string> List(string path, string field)
    {
        if (File.Exists(path))
            return [path];
        if (!Directory.Exists(path))
            throw new InputException(field, $"'{path}' does not exist.");
        string[] files = PicturesIn(path);
        string nested = Path.Combine(path, "images");
        if (files.Length == 0 && Directory.Exists(nested))
            files = PicturesIn(nested);
        return files.Length > 0 ? files : throw new InputException(field, $"'{path}' holds no PNG or JPEG file.");
    }

    /// <summary>Reads and decodes a picture.</summary>
    /// <exception cref="InputException">It is no picture, damaged or too large; the message names the file.</exception>
    public static RgbImage Read(string path)
    {
        try
        {
            long length = new FileInfo(path).Length;
            if (length > PictureLimits.Default.MaxBytes)
                throw new InputException(path, $"has {length} bytes; at most {PictureLimits.Default.MaxBytes} are taken.");
            return PictureCodec.Decode(File.ReadAllBytes(path), PictureLimits.Default);
        }
        catch (PictureException exception)
        {
            throw new InputException(path, exception.Message);
        }
    }

    private static string[] PicturesIn(string folder) =>
    [
        .. Directory.EnumerateFiles(folder)
            .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal),
    ];
}
