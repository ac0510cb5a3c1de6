using Inpaint.Cli;
using Spectre.Console;

return await CommandLine.RunAsync(args, new CommandEnvironment(AnsiConsole.Console, Console.Error));
