namespace Inpaint.Augmentation.DataSets.Files;

/// <summary>Why a data file was refused.</summary>
public enum DataFileErrorKind
{
    /// <summary>Not a file of this format at all.</summary>
    Format,

    /// <summary>A valid file of a version or type that is not read.</summary>
    Unsupported,

    /// <summary>The file breaks its format's rules or ends early.</summary>
    Corrupt,

    /// <summary>A pickle that asks for something other than strings to be made; nothing it names was looked up.</summary>
    Refused,

    /// <summary>A whole pickle of something else.</summary>
    NotAListOfStrings,
}

/// <summary>A data file that cannot be taken, with the reason as a kind and in words.</summary>
public sealed class DataFileException(DataFileErrorKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The class of the refusal.</summary>
    public DataFileErrorKind Kind { get; } = kind;

    internal static DataFileException Corrupt(string message) => new(DataFileErrorKind.Corrupt, message);

    internal static DataFileException Unsupported(string message) => new(DataFileErrorKind.Unsupported, message);
}
