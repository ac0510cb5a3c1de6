using System.CommandLine;
using Inpaint.Cli.Training;
using Inpaint.Client;
using Inpaint.V1;
using Spectre.Console;

namespace Inpaint.Cli.Commands;

/// <summary><c>inpaint cancel</c>: stops a run, which can be resumed.</summary>
internal static class CancelCommand
{
    public static Command Create(CommandEnvironment environment, AddressOption address)
    {
        var runId = new Argument<string>("run") { Description = "The run; see 'inpaint runs'." };
        var command = new Command("cancel", "Stops a training run; it can be resumed.") { runId };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using InpaintClient client = address.Open(parsed);
            Run run = await client.CancelRunAsync(parsed.GetRequiredValue(runId), cancellationToken: cancellationToken);
            environment.Console.WriteLine($"Run {run.RunId}: {RunReport.StateName(run.State)} at step {run.Step} of {run.Steps}");
            return ExitCodes.Success;
        });
        return command;
    }
}
