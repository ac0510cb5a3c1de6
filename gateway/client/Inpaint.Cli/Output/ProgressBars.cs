using Spectre.Console;

namespace Inpaint.Cli.Output;

/// <summary>Progress bars, one under the other, while work goes on.</summary>
internal sealed class ProgressBars(ProgressContext context)
{
    /// <summary>Runs work that may open bars.</summary>
    public static Task RunAsync(IAnsiConsole console, Func<ProgressBars, Task> work) =>
        console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(new ProgressBars(context)));

    /// <summary>Opens a bar that is full at <paramref name="maximum"/>.</summary>
    public ProgressTask Add(string description, double maximum) =>
        context.AddTask(Markup.Escape(description), autoStart: true, maxValue: maximum);
}
