namespace Inpaint.Models;

/// <summary>Why a model could not be opened.</summary>
public enum ModelErrorKind
{
    /// <summary>No model of this name and family is in the store.</summary>
    NotFound,

    /// <summary>Its manifest or weights are damaged, or do not belong together.</summary>
    Corrupt,

    /// <summary>It is of a family or a format that this build does not know.</summary>
    Unsupported,
}

/// <summary>A model that could not be opened.</summary>
/// <param name="kind">What kind of failure it is.</param>
/// <param name="message">What is wrong, naming the model.</param>
/// <param name="innerException">What it came from.</param>
public sealed class ModelException(ModelErrorKind kind, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>What kind of failure it is.</summary>
    public ModelErrorKind Kind { get; } = kind;
}
