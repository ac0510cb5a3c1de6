using System.CommandLine;
using Inpaint.Cli.Training;
using Inpaint.Client;
using Inpaint.V1;

namespace Inpaint.Cli.Commands;

/// <summary><c>inpaint watch</c>: shows a run until it ends. Ctrl-C stops watching; the run goes on.</summary>
internal static class WatchCommand
{
    public static Command Create(CommandEnvironment environment, AddressOption address)
    {
        var runId = new Argument<string>("run") { Description = "The run; see 'inpaint runs'." };
        var curves = new Option<string?>("--curves") { Description = "Write the curves of loss and scores to this PNG at the end.", HelpName = "FILE" };
        var command = new Command("watch", "Shows a training run until it ends.") { runId, curves };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using InpaintClient client = address.Open(parsed);
            Run run = await client.GetRunAsync(parsed.GetRequiredValue(runId), cancellationToken: cancellationToken);
            var watcher = new RunWatcher(environment.Console, client);
            Run ended = await watcher.WatchAsync(run, cancellationToken);
            if (parsed.GetValue(curves) is { } file)
                await watcher.WriteCurvesAsync(ended.RunId, file, cancellationToken);
            return await RunReport.EndAsync(environment, ended);
        });
        return command;
    }
}
