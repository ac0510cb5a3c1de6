using System.CommandLine;
using Inpaint.Cli.Completing;
using Inpaint.Cli.Output;
using Inpaint.Client;
using Spectre.Console;

namespace Inpaint.Cli.Commands;

/// <summary><c>inpaint complete</c>: completes pictures and scores them where their targets are known.</summary>
internal static class CompleteCommand
{
    public static Command Create(CommandEnvironment environment, AddressOption address)
    {
        var options = new CompleteOptions();
        var command = new Command("complete", "Completes pictures: files, a folder, or samples of a data set.");
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using InpaintClient client = address.Open(parsed);
            return await RunAsync(environment, client, options, parsed, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        CommandEnvironment environment, InpaintClient client, CompleteOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        ISampleSource source = await new SampleSourceBuilder(options, parsed).BuildAsync(client, cancellationToken);
        IReadOnlyList<GeneratorChoice> generators = await ChooseAsync(client, options, parsed, cancellationToken);
        CompletionPlan plan = options.Plan(parsed);
        CompletionReport report = await new CompletionRun(client, environment.Console, plan).RunAsync(source, generators, cancellationToken);
        FigureTables.Print(environment.Console, report, source.Count);
        if (plan.OutputPath is not null)
            Tell(environment, "Completed pictures", plan.OutputPath);
        if (plan.SheetPath is not null && report.Sheet.Count > 0)
            Tell(environment, "Contact sheet", plan.SheetPath);
        if (plan.SummaryPath is not null)
            Tell(environment, "Summary", plan.SummaryPath);
        if (report.Failures == 0)
            return ExitCodes.Success;
        await environment.Error.WriteLineAsync($"error: {report.Failures} completions failed, the first: {report.FirstError}");
        // Where nothing came of it at all, the request itself was refused.
        return report.Failures == source.Count * generators.Count ? ExitCodes.Refused : ExitCodes.Partly;
    }

    private static async Task<IReadOnlyList<GeneratorChoice>> ChooseAsync(
        InpaintClient client, CompleteOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        string[] names = options.Generators(parsed);
        string model = parsed.GetValue(options.Model) ?? "";
        // One key for the whole command: the arm that describes itself is the one that completes.
        string armKey = parsed.GetValue(options.ArmKey) ?? Guid.NewGuid().ToString("N");
        if (names.Length == 0)
            return [await GeneratorChoice.DescribeAsync(client, null, armKey, model, cancellationToken)];
        var choices = new List<GeneratorChoice>();
        foreach (string name in names)
            choices.Add(await GeneratorChoice.DescribeAsync(client, name, armKey, model, cancellationToken));
        return choices;
    }

    private static void Tell(CommandEnvironment environment, string what, string path) =>
        environment.Console.WriteLine($"{what}: {Path.GetFullPath(path)}");
}
