using System.CommandLine;
using Inpaint.Cli.Completing;
using Inpaint.Cli.Inputs;
using Inpaint.Client;
using Inpaint.V1;

namespace Inpaint.Cli.Commands;

/// <summary>Decides from the arguments of <c>inpaint complete</c> which pictures are meant, and refuses arguments that contradict each other.</summary>
internal sealed class SampleSourceBuilder(CompleteOptions options, ParseResult parsed)
{
    /// <exception cref="InputException">The arguments do not fit together, or a file is wrong.</exception>
    public async Task<ISampleSource> BuildAsync(InpaintClient client, CancellationToken cancellationToken)
    {
        string? input = parsed.GetValue(options.Input);
        string? dataSet = parsed.GetValue(options.DataSet);
        if ((input is null) == (dataSet is null))
            throw new InputException("input", "give either a picture or folder, or --data-set.");
        if (dataSet is null)
            return Files(input!);
        Refuse("makes no sense with --data-set.", options.Mask, options.Rectangle, options.Masks, options.Target, options.Parameters, options.Text);
        string[] without = parsed.GetValue(options.Without) ?? [];
        return await DataSetSamples.OpenAsync(
            client,
            dataSet,
            SplitOf(parsed.GetRequiredValue(options.Split)),
            KindOf(parsed.GetRequiredValue(options.MaskKind)),
            parsed.GetValue(options.Count),
            new KeptConditions(!without.Contains("parameters"), !without.Contains("text")),
            cancellationToken);
    }

    private FileSamples Files(string input)
    {
        Refuse("needs --data-set.", options.Split, options.MaskKind, options.Without);
        IReadOnlyList<string> files = PictureFiles.List(input, "input");
        IMaskSource masks = Masks();
        if (masks is MaskTable table)
        {
            files = [.. files.Where(file => table.Images.Contains(Path.GetFileName(file)))];
            if (files.Count == 0)
                throw new InputException("--masks", $"has no row for any picture of '{input}'.");
        }
        if (parsed.GetValue(options.Count) is { } count)
            files = [.. files.Take(count)];
        NamedPictures? targets = parsed.GetValue(options.Target) is { } target ? new NamedPictures(target, "--target") : null;
        return new FileSamples(
            files,
            masks,
            ParameterInput.Read(parsed.GetValue(options.Parameters) ?? []),
            parsed.GetValue(options.Text) ?? "",
            targets,
            masks is MaskTable && targets is null);
    }

    private IMaskSource Masks()
    {
        string? mask = parsed.GetValue(options.Mask);
        string? masks = parsed.GetValue(options.Masks);
        string[] rectangles = parsed.GetValue(options.Rectangle) ?? [];
        if ((mask is null ? 0 : 1) + (masks is null ? 0 : 1) + (rectangles.Length == 0 ? 0 : 1) != 1)
            throw new InputException("mask", "say where the hole is by one of --mask, --rectangle and --masks.");
        if (mask is not null)
            return new PictureMasks(mask, "--mask");
        return masks is not null
            ? MaskTable.Load(masks)
            : new RectangleMasks([.. rectangles.Select(text => RectangleParser.Parse(text, "--rectangle"))], "--rectangle");
    }

    private void Refuse(string problem, params Option[] unwanted)
    {
        if (unwanted.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } given)
            throw new InputException(given.Name, problem);
    }

    private static Split SplitOf(string name) => name switch
    {
        "train" => Split.Train,
        "validation" => Split.Validation,
        _ => Split.Test,
    };

    private static MaskKind KindOf(string name) => name switch
    {
        "rectangle" => MaskKind.Rectangle,
        "squares" => MaskKind.Squares,
        "mixed" => MaskKind.Mixed,
        "own" => MaskKind.Own,
        _ => MaskKind.Unspecified,
    };
}
