using System.CommandLine;
using Inpaint.Cli.Completing;
using Inpaint.Cli.Inputs;
using Inpaint.Cli.Output;
using Inpaint.Client;
using Spectre.Console;

namespace Inpaint.Cli.Commands;

/// <summary><c>inpaint score</c>: compares completed pictures with the whole ones.</summary>
internal static class ScoreCommand
{
    private const string Column = "completed";

    public static Command Create(CommandEnvironment environment, AddressOption address)
    {
        var completed = new Argument<string>("completed") { Description = "A completed picture, or a folder of them." };
        var target = new Argument<string>("target") { Description = "The whole picture, or a folder of them by the same names." };
        var mask = new Option<string?>("--mask") { Description = "The hole as a picture, white = hole; or a folder of them by the same names.", HelpName = "FILE" };
        var rectangle = new Option<string[]>("--rectangle") { Description = "The hole as a half-open rectangle in pixels; may be repeated.", HelpName = "l,t,r,b" };
        var rows = new Option<int>("--rows") { Description = "Pictures whose figures are listed one by one.", DefaultValueFactory = _ => 10, HelpName = "N" };
        var summary = new Option<string?>("--summary") { Description = "Write the mean figures to this JSON file.", HelpName = "FILE" };
        var command = new Command("score", "Compares completed pictures with the whole ones.") { completed, target, mask, rectangle, rows, summary };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            IMaskSource? masks = Masks(parsed.GetValue(mask), parsed.GetValue(rectangle) ?? []);
            var pairs = new ScoredPairs(
                PictureFiles.List(parsed.GetRequiredValue(completed), "completed"), new NamedPictures(parsed.GetRequiredValue(target), "target"), masks);
            using InpaintClient client = address.Open(parsed);
            var report = new CompletionReport(parsed.GetValue(rows), 0);
            report.Open(Column);
            var clock = System.Diagnostics.Stopwatch.StartNew();
            await ProgressBars.RunAsync(environment.Console, async bars =>
            {
                ProgressTask bar = bars.Add("scored", pairs.Count);
                await foreach (CompletionOutcome outcome in new ScoringStage(client).RunAsync(pairs.ReadAsync(cancellationToken), cancellationToken))
                {
                    report.Add(Column, outcome);
                    bar.Increment(1);
                }
            });
            FigureTables.Print(environment.Console, report, pairs.Count);
            if (parsed.GetValue(summary) is { } file)
                await SummaryFile.WriteAsync(file, report, pairs.Count, clock.Elapsed, cancellationToken);
            return ExitCodes.Success;
        });
        return command;
    }

    private static IMaskSource? Masks(string? mask, string[] rectangles)
    {
        if (mask is not null && rectangles.Length > 0)
            throw new InputException("--mask", "give either --mask or --rectangle.");
        if (mask is not null)
            return new PictureMasks(mask, "--mask");
        return rectangles.Length == 0
            ? null
            : new RectangleMasks([.. rectangles.Select(text => RectangleParser.Parse(text, "--rectangle"))], "--rectangle");
    }
}
