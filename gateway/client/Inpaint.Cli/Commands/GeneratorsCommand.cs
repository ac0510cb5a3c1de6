using System.CommandLine;
using System.Globalization;
using Inpaint.Cli.Output;
using Inpaint.Client;
using Inpaint.V1;
using Spectre.Console;

namespace Inpaint.Cli.Commands;

/// <summary><c>inpaint generators</c>: lists the generators with their models, and the arms of the split.</summary>
internal static class GeneratorsCommand
{
    public static Command Create(CommandEnvironment environment, AddressOption address)
    {
        var command = new Command("generators", "Lists the generators, their models and the arms of the split.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using InpaintClient client = address.Open(parsed);
            ListRoutesResponse routes = await client.ListRoutesAsync(cancellationToken: cancellationToken);
            Table models = new Table().Border(TableBorder.Simple).AddColumns("generator", "instances", "model", "size", "parameters", "encoder", "weights");
            foreach (GeneratorRoute route in routes.Generators)
                await AddAsync(models, client, route, cancellationToken);
            environment.Console.Write(models);
            if (routes.Arms.Count == 0)
                return ExitCodes.Success;
            Table arms = new Table().Border(TableBorder.Simple).AddColumns("arm", "generator", "share");
            double total = routes.Arms.Sum(arm => arm.Weight);
            foreach (Arm arm in routes.Arms)
                arms.AddRow(Cells(arm.Name, arm.Generator, (arm.Weight / total).ToString("P1", CultureInfo.InvariantCulture)));
            environment.Console.Write(arms);
            return ExitCodes.Success;
        });
        return command;
    }

    private static async Task AddAsync(Table table, InpaintClient client, GeneratorRoute route, CancellationToken cancellationToken)
    {
        string instances = $"{route.HealthyInstances}/{route.Instances}";
        if (route.HealthyInstances == 0)
        {
            table.AddRow(Cells(route.Generator, instances, "-", "-", "-", "-", "-"));
            return;
        }
        DescribeGeneratorResponse description = await client.DescribeGeneratorAsync(new CallSettings { Generator = route.Generator }, cancellationToken);
        if (description.Models.Count == 0)
            table.AddRow(Cells(route.Generator, instances, "none yet", "-", "-", "-", "-"));
        foreach (GeneratorModel model in description.Models)
        {
            table.AddRow(Cells(
                route.Generator,
                instances,
                model.IsDefault ? model.Name + " (default)" : model.Name,
                $"{model.Width}x{model.Height}",
                model.ParameterCount.ToString("N0", CultureInfo.InvariantCulture),
                Conditions(model),
                model.WeightsDigest[..Math.Min(12, model.WeightsDigest.Length)]));
        }
    }

    private static string Conditions(GeneratorModel model)
    {
        string[] encoders = [.. new[] { model.Encoder, model.TextEncoder }.Where(encoder => encoder.Length > 0)];
        return encoders.Length > 0 ? string.Join(", ", encoders) : "-";
    }

    private static IEnumerable<Text> Cells(params string[] texts) => texts.Select(FigureTables.Cell);
}
