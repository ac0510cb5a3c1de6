using Spectre.Console;

namespace Inpaint.Cli;

/// <summary>What a command writes to.</summary>
/// <param name="Console">Results and progress.</param>
/// <param name="Error">Errors, one line each.</param>
public sealed record CommandEnvironment(IAnsiConsole Console, TextWriter Error);
