using System.CommandLine;
using Inpaint.Cli.Completing;

namespace Inpaint.Cli.Commands;

/// <summary>The arguments of <c>inpaint complete</c>.</summary>
internal sealed class CompleteOptions
{
    public Argument<string?> Input { get; } = new("input")
    {
        Description = "A picture, or a folder of pictures (PNG, JPEG; its folder 'images' where it has none of its own).",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public Option<string?> Mask { get; } = new("--mask")
    {
        Description = "The hole as a picture, white = hole; or a folder with a mask of the same name for each picture.",
        HelpName = "FILE",
    };

    public Option<string[]> Rectangle { get; } = new("--rectangle")
    {
        Description = "The hole as a half-open rectangle in pixels; may be repeated.",
        HelpName = "l,t,r,b",
    };

    public Option<string?> Masks { get; } = new("--masks")
    {
        Description = "A table with columns image,left,top,right,bottom. The pictures are whole, and are their own targets unless --target is given; those without a row are left out.",
        HelpName = "masks.csv",
    };

    public Option<string?> DataSet { get; } = new("--data-set") { Description = "Complete samples of this data set instead of files.", HelpName = "NAME" };

    public Option<string> Split { get; } = new Option<string>("--split") { Description = "Part of the data set.", DefaultValueFactory = _ => "test" }
        .AcceptOnlyFromAmong("train", "validation", "test");

    public Option<string> MaskKind { get; } = new Option<string>("--mask-kind") { Description = "Shape of the data set's holes.", DefaultValueFactory = _ => "default" }
        .AcceptOnlyFromAmong("default", "rectangle", "squares", "mixed", "own");

    public Option<int?> Count { get; } = new("--count") { Description = "At most so many pictures.", HelpName = "N" };

    public Option<string[]> Generator { get; } = new("--generator")
    {
        Description = "The generator, or several to compare: unet,vae. Default: the gateway's split.",
        HelpName = "NAMES",
    };

    public Option<string?> Model { get; } = new("--model") { Description = "The generator's model. Default: its own.", HelpName = "NAME" };

    public Option<long?> Seed { get; } = new("--seed") { Description = "Seed of the first picture, one more for each further one. Default: drawn.", HelpName = "N" };

    public Option<string[]> Parameters { get; } = new("--parameters")
    {
        Description = "A design parameter, or a JSON file of them; may be repeated.",
        HelpName = "name=value|FILE",
    };

    public Option<string?> Text { get; } = new("--text") { Description = "What the whole picture shows, in a sentence.", HelpName = "SENTENCE" };

    public Option<string[]> Without { get; } = new Option<string[]>("--without")
    {
        Description = "Leave out what a data set's samples state: text, parameters; may be repeated.",
    }.AcceptOnlyFromAmong("text", "parameters");

    public Option<string?> ArmKey { get; } = new("--arm-key") { Description = "What you call yourself: the same key always meets the same arm of the split.", HelpName = "KEY" };

    public Option<string?> Out { get; } = new("--out") { Description = "Folder for the completed pictures, or a file for a single one.", HelpName = "PATH" };

    public Option<string?> Target { get; } = new("--target") { Description = "The whole picture, or a folder of them by the same names, to score against.", HelpName = "PATH" };

    public Option<string?> Sheet { get; } = new("--sheet") { Description = "Draw partial, completed and whole pictures side by side into this PNG.", HelpName = "FILE" };

    public Option<int> SheetCount { get; } = new("--sheet-count") { Description = "Pictures on the sheet, 1 to 100.", DefaultValueFactory = _ => 12, HelpName = "N" };

    public Option<string?> Summary { get; } = new("--summary") { Description = "Write the mean figures to this JSON file.", HelpName = "FILE" };

    public Option<int> Rows { get; } = new("--rows") { Description = "Pictures whose figures are listed one by one.", DefaultValueFactory = _ => 10, HelpName = "N" };

    public void AddTo(Command command)
    {
        Require(Count, count => count is null or >= 1, "must be at least 1.");
        Require(SheetCount, count => count is >= 1 and <= 100, "must be 1 to 100.");
        Require(Rows, rows => rows >= 0, "must be at least 0.");
        command.Add(Input);
        foreach (Option option in (Option[])[Mask, Rectangle, Masks, DataSet, Split, MaskKind, Count, Generator, Model, Seed, Parameters, Text, Without, ArmKey, Out, Target, Sheet, SheetCount, Summary, Rows])
            command.Add(option);
    }

    /// <summary>The generators that are named, each once.</summary>
    public string[] Generators(ParseResult parsed) =>
    [
        .. (parsed.GetValue(Generator) ?? [])
            .SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Distinct(StringComparer.Ordinal),
    ];

    public CompletionPlan Plan(ParseResult parsed) => new()
    {
        Seed = parsed.GetValue(Seed),
        OutputPath = parsed.GetValue(Out),
        SheetPath = parsed.GetValue(Sheet),
        SheetCount = parsed.GetValue(SheetCount),
        SummaryPath = parsed.GetValue(Summary),
        Rows = parsed.GetValue(Rows),
    };

    private static void Require<T>(Option<T> option, Func<T?, bool> holds, string problem) => option.Validators.Add(result =>
    {
        if (result.Errors.Any() is false && !holds(result.GetValueOrDefault<T>()))
            result.AddError($"{option.Name}: {problem}");
    });
}
