namespace Inpaint.Inference;

/// <summary>Why a plan could not be compiled or run.</summary>
public enum PlanErrorKind
{
    /// <summary>The steps do not fit each other.</summary>
    Invalid = 1,

    /// <summary>No kernel of this machine does one of the steps, or the native library is not here.</summary>
    Unsupported = 2,

    /// <summary>There is no memory for it.</summary>
    NoMemory = 3,

    /// <summary>A kernel failed.</summary>
    Failed = 4,
}

/// <summary>A plan that could not be compiled or run.</summary>
/// <param name="kind">Why.</param>
/// <param name="message">What is wrong, naming the step.</param>
public sealed class PlanException(PlanErrorKind kind, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public PlanErrorKind Kind { get; } = kind;
}
