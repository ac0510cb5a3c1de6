using System.CommandLine;
using System.Globalization;
using Inpaint.Cli.Inputs;
using Inpaint.Cli.Output;
using Inpaint.Client;
using Inpaint.V1;
using Spectre.Console;

namespace Inpaint.Cli.Commands;

/// <summary><c>inpaint parameters</c>: what can be said of design parameters.</summary>
internal static class ParametersCommand
{
    public static Command Create(CommandEnvironment environment, AddressOption address) =>
        new("parameters", "Works on design parameters.") { Predict(environment, address) };

    private static Command Predict(CommandEnvironment environment, AddressOption address)
    {
        var stated = new Argument<string[]>("parameters")
        {
            Description = "A parameter that is known, name=value, or a JSON file of them.",
            Arity = ArgumentArity.ZeroOrMore,
            HelpName = "name=value|FILE",
        };
        var coverage = new Option<double>("--coverage") { Description = "Wanted coverage of the intervals, above 0 and below 1.", DefaultValueFactory = _ => .9, HelpName = "P" };
        var output = new Option<string?>("--out") { Description = "Write the completed design to this JSON file, which --parameters reads.", HelpName = "FILE" };
        var command = new Command("predict", "Predicts the parameters that a design leaves open, with intervals.") { stated, coverage, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new PredictParametersRequest
            {
                Designs = { ParameterInput.Read(parsed.GetValue(stated) ?? []) ?? new DesignParameters() },
                Coverage = parsed.GetValue(coverage),
            };
            using InpaintClient client = address.Open(parsed);
            PredictParametersResponse answer = await client.PredictParametersAsync(request, cancellationToken: cancellationToken);
            CompletedDesign design = answer.Designs.Single();
            Print(environment.Console, design, parsed.GetValue(coverage));
            if (parsed.GetValue(output) is { } file)
                await ParameterFile.WriteAsync(file, design, cancellationToken);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Print(IAnsiConsole console, CompletedDesign design, double coverage)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns("parameter", "value", coverage.ToString("P0", CultureInfo.InvariantCulture), "probability of 1");
        foreach (PredictedParameter parameter in design.Parameters)
        {
            string interval = parameter.Stated ? "stated" : $"{Number(parameter.Lower)} to {Number(parameter.Upper)}";
            string probability = parameter.Probability > 0 && !parameter.Stated ? parameter.Probability.ToString("0.00", CultureInfo.InvariantCulture) : "";
            table.AddRow(((string[])[parameter.Name, Number(parameter.Value), interval, probability]).Select(FigureTables.Cell));
        }
        console.Write(table);
    }

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
