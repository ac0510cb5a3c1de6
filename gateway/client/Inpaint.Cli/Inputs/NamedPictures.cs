namespace Inpaint.Cli.Inputs;

/// <summary>Finds the picture that belongs to another one: the only file there is, or the one of the same name (extension aside) in a folder.</summary>
internal sealed class NamedPictures
{
    private readonly string _path;
    private readonly string _field;
    private readonly string? _single;
    private readonly Dictionary<string, string> _byName = new(StringComparer.Ordinal);

    /// <exception cref="InputException">The path holds no picture.</exception>
    public NamedPictures(string path, string field)
    {
        (_path, _field) = (path, field);
        IReadOnlyList<string> files = PictureFiles.List(path, field);
        if (File.Exists(path))
            _single = path;
        else
            foreach (string file in files)
                _byName[Path.GetFileNameWithoutExtension(file)] = file;
    }

    /// <exception cref="InputException">The folder has no picture of that name.</exception>
    public string Find(string file)
    {
        if (_single is not null)
            return _single;
        return _byName.TryGetValue(Path.GetFileNameWithoutExtension(file), out string? found)
            ? found
            : throw new InputException(_field, $"'{_path}' holds no picture named '{Path.GetFileNameWithoutExtension(file)}'.");
    }
}
