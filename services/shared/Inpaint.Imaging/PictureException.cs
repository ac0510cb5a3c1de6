namespace Inpaint.Imaging;

/// <summary>Why a picture file was refused.</summary>
public enum PictureErrorKind
{
    /// <summary>The bytes start neither as a PNG nor as a JPEG.</summary>
    Format,

    /// <summary>The header asks for more than the limits allow; nothing was decompressed.</summary>
    TooLarge,

    /// <summary>A valid file of a kind that is not offered: four components, 12 bit, arithmetic or lossless JPEG.</summary>
    Unsupported,

    /// <summary>The file breaks its format's rules or ends early.</summary>
    Corrupt,
}

/// <summary>A picture file that cannot be taken, with the reason as a kind and in words.</summary>
public sealed class PictureException(PictureErrorKind kind, string message) : Exception(message)
{
    /// <summary>The class of the refusal.</summary>
    public PictureErrorKind Kind { get; } = kind;
}
