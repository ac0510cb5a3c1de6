namespace Inpaint.Models.Text;

/// <summary>A vocabulary is malformed, or its parts do not belong together. The message names the file and the token or line.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="innerException">What it came from.</param>
public sealed class VocabularyException(string message, Exception? innerException = null) : Exception(message, innerException);
