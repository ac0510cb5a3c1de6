namespace Inpaint.Models.Weights;

/// <summary>A weights file is malformed, hostile, or does not fit what it is loaded into. The message names the file and the tensor, record, global or field at fault.</summary>
public sealed class WeightsFileException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, naming the tensor, record or field.</param>
    /// <param name="item">The tensor, record, global or header field at fault, or null where it is the file as a whole.</param>
    /// <param name="innerException">The cause, if another exception revealed the fault.</param>
    public WeightsFileException(string message, string? item = null, Exception? innerException = null)
        : base(message, innerException) => Item = item;

    /// <summary>The tensor, record, global or header field at fault; null where it is the file as a whole.</summary>
    public string? Item { get; }
}
