using Spectre.Console;

namespace Inpaint.Benchmarks.Fuzz;

/// <summary>Tells on standard error how far the run is: on one line of a terminal, in lines now and then where nobody watches.</summary>
internal sealed class FuzzProgress(long mutations) : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(Console.IsErrorRedirected ? 20 : 1);
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private TimeSpan _shown;

    public void Show(long done)
    {
        var elapsed = TimeProvider.System.GetElapsedTime(_start);
        if (elapsed - _shown < Between)
            return;

        _shown = elapsed;
        var left = done == 0 ? TimeSpan.Zero : elapsed * ((double)(mutations - done) / done);
        var line = $"{done:N0} of {mutations:N0} mutations, {left:mm\\:ss} left";
        if (Console.IsErrorRedirected)
            _console.WriteLine(line);
        else
            _console.Write($"\r{line} ");
    }

    public void Dispose() => _console.WriteLine();
}
