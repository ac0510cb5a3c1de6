namespace Inpaint.Models.Parametric;

/// <summary>Parameters, or a schema of parameters, that cannot be used; the message names the one at fault.</summary>
public sealed class InvalidParameterException : ArgumentException
{
    /// <summary>States what is wrong.</summary>
    /// <param name="message">What is wrong, with the parameter's name.</param>
    public InvalidParameterException(string message)
        : base(message)
    {
    }

    /// <summary>States what is wrong and what found it.</summary>
    /// <param name="message">What is wrong, with the parameter's name.</param>
    /// <param name="inner">The error underneath.</param>
    public InvalidParameterException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
