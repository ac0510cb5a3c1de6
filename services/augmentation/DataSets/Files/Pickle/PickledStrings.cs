namespace Inpaint.Augmentation.DataSets.Files.Pickle;

/// <summary>
/// Reads a pickled list of Python or NumPy strings, protocols 0 to 5, without running the pickle:
/// nothing it names is looked up, and memory stays in proportion to the file.
/// </summary>
public static class PickledStrings
{
    /// <summary>Reads a whole file in memory.</summary>
    /// <exception cref="DataFileException">Refused, Corrupt, Unsupported, or NotAListOfStrings.</exception>
    public static IReadOnlyList<string> Read(ReadOnlySpan<byte> file)
    {
        if (new PickleMachine(file).Run() is List<object> list && list.TrueForAll(item => item is string))
            return list.ConvertAll(item => (string)item);

        throw new DataFileException(DataFileErrorKind.NotAListOfStrings, "not a list of strings");
    }
}
