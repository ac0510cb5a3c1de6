using Inpaint.Cli;
using Spectre.Console;

// Colours and moving bars are for terminals: what is redirected into a file gets plain lines.
IAnsiConsole console = AnsiConsole.Console;
if (Console.IsOutputRedirected)
{
    console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No });
    console.Profile.Width = 160;
}
return await CommandLine.RunAsync(args, new CommandEnvironment(console, Console.Error));
