using System.CommandLine;
using System.Globalization;
using Inpaint.Cli.Output;
using Inpaint.Cli.Training;
using Inpaint.Client;
using Inpaint.V1;
using Spectre.Console;

namespace Inpaint.Cli.Commands;

/// <summary><c>inpaint runs</c>: lists the training runs.</summary>
internal static class RunsCommand
{
    public static Command Create(CommandEnvironment environment, AddressOption address)
    {
        var count = new Option<int>("--count") { Description = "At most so many, the newest.", DefaultValueFactory = _ => 20, HelpName = "N" };
        var command = new Command("runs", "Lists the training runs, newest first.") { count };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using InpaintClient client = address.Open(parsed);
            Table table = new Table().Border(TableBorder.Simple).AddColumns("run", "recipe", "model", "state", "step", "loss", "score", "created");
            await foreach (Run run in client.ListRunsAsync(cancellationToken: cancellationToken).Take(parsed.GetValue(count)))
            {
                table.AddRow(new[]
                {
                    run.RunId,
                    run.Recipe,
                    run.Model,
                    RunReport.StateName(run.State),
                    $"{run.Step}/{run.Steps}",
                    run.HasLoss ? run.Loss.ToString("0.00000", CultureInfo.InvariantCulture) : "-",
                    RunReport.Score(run.Evaluation),
                    run.Created?.ToDateTime().ToString("u", CultureInfo.InvariantCulture) ?? "-",
                }.Select(FigureTables.Cell));
            }
            environment.Console.Write(table);
            return ExitCodes.Success;
        });
        return command;
    }
}
