using System.CommandLine;
using System.Globalization;
using Inpaint.Cli.Output;
using Inpaint.Client;
using Inpaint.V1;
using Spectre.Console;

namespace Inpaint.Cli.Commands;

/// <summary><c>inpaint recipes</c>: lists what can be trained.</summary>
internal static class RecipesCommand
{
    public static Command Create(CommandEnvironment environment, AddressOption address)
    {
        var command = new Command("recipes", "Lists the training recipes.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using InpaintClient client = address.Open(parsed);
            Table table = new Table().Border(TableBorder.Simple).AddColumns("recipe", "generator", "data set", "steps", "what");
            foreach (Recipe recipe in await client.ListRecipesAsync(cancellationToken: cancellationToken))
            {
                string[] cells = [recipe.Name, recipe.Generator, recipe.DataSet, recipe.Steps.ToString(CultureInfo.InvariantCulture), recipe.Description];
                table.AddRow(cells.Select(FigureTables.Cell));
            }
            environment.Console.Write(table);
            return ExitCodes.Success;
        });
        return command;
    }
}
