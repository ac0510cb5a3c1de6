namespace Inpaint.Models.Glove;

/// <summary>A file of vectors, or a corpus, that is not of its format; the message names the line where there is one.</summary>
public sealed class GloveFormatException : Exception
{
    /// <summary>States what is wrong with a line.</summary>
    /// <param name="line">The line, counted from 1.</param>
    /// <param name="problem">What is wrong with it.</param>
    public GloveFormatException(long line, string problem)
        : base($"line {line}: {problem}") => Line = line;

    /// <summary>States what is wrong with the whole.</summary>
    /// <param name="problem">What is wrong.</param>
    public GloveFormatException(string problem)
        : base(problem)
    {
    }

    /// <summary>The line at fault, counted from 1; null where it is none in particular.</summary>
    public long? Line { get; }
}
