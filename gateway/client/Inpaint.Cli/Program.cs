using Inpaint.Cli;
using Spectre.Console;

// Colours and moving bars are for terminals: what is redirected into a file gets plain lines.
IAnsiConsole console = Console.IsOutputRedirected
    ? AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No })
    : AnsiConsole.Console;
return await CommandLine.RunAsync(args, new CommandEnvironment(console, Console.Error));
