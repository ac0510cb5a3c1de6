using System.CommandLine;
using System.Globalization;
using Inpaint.Cli.Output;
using Inpaint.Models;
using Inpaint.Models.Clip;
using Spectre.Console;

namespace Inpaint.Cli.Commands;

/// <summary><c>inpaint models</c>: what lies in a models folder, and how a published checkpoint gets there. Works on files, without a gateway.</summary>
internal static class ModelsCommand
{
    private const int ShownDigits = 12;

    public static Command Create(CommandEnvironment environment)
    {
        var folder = new Option<string>("--models") { Description = "The models folder.", HelpName = "FOLDER", DefaultValueFactory = _ => "deploy/models", Recursive = true };
        return new Command("models", "Lists and imports models.") { folder, List(environment, folder), Import(environment, folder) };
    }

    private static Command List(CommandEnvironment environment, Option<string> folder)
    {
        var command = new Command("list", "Lists the models of a folder.");
        command.SetAction(parsed =>
        {
            Table table = NewTable();
            foreach ((string name, ModelManifest manifest) in new ModelStore(parsed.GetRequiredValue(folder)).All())
                Add(table, name, manifest);
            environment.Console.Write(table);
            return ExitCodes.Success;
        });
        return command;
    }

    private static Command Import(CommandEnvironment environment, Option<string> folder)
    {
        var source = new Argument<string>("source") { Description = "A Hugging Face folder of a CLIPModel, or OpenAI's .pt file." };
        var name = new Option<string>("--name") { Description = "The model's name: lower-case letters, digits and single dashes.", HelpName = "NAME", Required = true };
        var vocabulary = new Option<string?>("--vocabulary")
        {
            Description = "OpenAI's bpe_simple_vocab_16e6.txt.gz, or a folder with vocab.json and merges.txt. Default: those in SOURCE.",
            HelpName = "FILE",
        };
        var command = new Command("import", "Checks a published CLIP checkpoint, converts it to float32 safetensors, digests it and names it.") { source, name, vocabulary };
        command.SetAction(parsed => environment.Console.Status().Start("reading and converting", _ =>
        {
            ModelManifest manifest = ClipImport.Import(
                parsed.GetRequiredValue(source), parsed.GetRequiredValue(folder), parsed.GetRequiredValue(name), parsed.GetValue(vocabulary));
            Table table = NewTable();
            Add(table, parsed.GetRequiredValue(name), manifest);
            environment.Console.Write(table);
            return ExitCodes.Success;
        }));
        return command;
    }

    private static Table NewTable() => new Table().Border(TableBorder.Simple).AddColumns("model", "family", "size", "parameters", "data set", "weights");

    private static void Add(Table table, string name, ModelManifest manifest)
    {
        string[] cells =
        [
            manifest.Default ? name + " (default)" : name,
            manifest.Family,
            manifest.Width > 0 ? $"{manifest.Width}x{manifest.Height}" : "-",
            manifest.Parameters.ToString("N0", CultureInfo.InvariantCulture),
            manifest.DataSet.Length > 0 ? manifest.DataSet : "-",
            manifest.WeightsDigest[..Math.Min(ShownDigits, manifest.WeightsDigest.Length)],
        ];
        table.AddRow(cells.Select(FigureTables.Cell));
    }
}
