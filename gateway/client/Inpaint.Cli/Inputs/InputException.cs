namespace Inpaint.Cli.Inputs;

/// <summary>An argument or a file of the caller's is wrong.</summary>
/// <param name="field">The argument, for example "--masks", or the file.</param>
/// <param name="problem">What is wrong with it.</param>
internal sealed class InputException(string field, string problem) : Exception($"{field}: {problem}");
