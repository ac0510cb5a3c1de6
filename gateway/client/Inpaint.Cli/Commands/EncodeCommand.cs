using System.CommandLine;
using Inpaint.Cli.Embeddings;
using Inpaint.Cli.Inputs;
using Inpaint.Client;
using Inpaint.V1;

namespace Inpaint.Cli.Commands;

/// <summary><c>inpaint encode</c>: embeddings of texts and pictures, and how alike they are.</summary>
internal static class EncodeCommand
{
    public static Command Create(CommandEnvironment environment, AddressOption address)
    {
        var texts = new Argument<string[]>("text") { Description = "Texts to encode.", Arity = ArgumentArity.ZeroOrMore };
        var pictures = new Option<string[]>("--picture") { Description = "A picture to encode, or a folder of them; may be repeated.", HelpName = "FILE" };
        var encoder = new Option<string>("--encoder")
        {
            Description = "The encoder: a kind (clip, glove) or one of its encoders (clip/bikes).",
            HelpName = "NAME",
            DefaultValueFactory = _ => "clip",
        };
        var truncate = new Option<bool>("--truncate") { Description = "Encode the beginning of texts that are too long instead of refusing them." };
        var pooling = new Option<TextPooling>("--pooling") { Description = "How words become one vector: average or sif.", HelpName = "WAY" };
        var form = new Option<EmbeddingForm>("--form") { Description = "pooled (one vector) or tokens (one a token).", HelpName = "FORM" };
        var output = new Option<string?>("--out") { Description = "Write the embeddings to this JSON file.", HelpName = "FILE" };
        var command = new Command("encode", "Encodes texts and pictures and compares them.") { texts, pictures, encoder, truncate, pooling, form, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            List<NamedInput> inputs = Inputs(parsed.GetValue(texts) ?? [], parsed.GetValue(pictures) ?? []);
            string name = parsed.GetRequiredValue(encoder);
            var options = new EncodingOptions
            {
                Encoder = name.Contains('/') ? name : "",
                Truncation = parsed.GetValue(truncate) ? TextTruncation.Allow : TextTruncation.Refuse,
                Pooling = parsed.GetValue(pooling),
                Form = parsed.GetValue(form),
            };
            using InpaintClient client = address.Open(parsed);
            var settings = new CallSettings { Encoder = name.Split('/', 2)[0] };
            List<EncodedInput> encoded = await EncodingRun.RunAsync(client, inputs, options, settings, cancellationToken);
            EncodingReport.Print(environment.Console, encoded);
            if (parsed.GetValue(output) is { } file)
                await EncodingReport.WriteAsync(file, encoded, cancellationToken);
            return ExitCodes.Success;
        });
        return command;
    }

    private static List<NamedInput> Inputs(string[] texts, string[] pictures)
    {
        var inputs = texts.Select(text => new NamedInput(text, new EncoderInput { Text = text })).ToList();
        foreach (string file in pictures.SelectMany(path => PictureFiles.List(path, "--picture")))
        {
            var picture = new Picture { Data = Google.Protobuf.ByteString.CopyFrom(File.ReadAllBytes(file)) };
            inputs.Add(new NamedInput(Path.GetFileName(file), new EncoderInput { Picture = picture }));
        }
        return inputs.Count > 0 ? inputs : throw new InputException("text", "give a text or --picture.");
    }
}
