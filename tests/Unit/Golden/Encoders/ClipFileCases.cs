using System.Text.Json;
using System.Text.RegularExpressions;
using Inpaint.Models.Clip;
using Inpaint.Models.Weights;
using Inpaint.Tests.Unit.Golden.Torch;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Encoders;

public sealed partial class ClipFileCases
{
    [GoldenTheory, GoldenCases("clip_files")]
    public void Checkpoint_is_loaded_or_refused(string path)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Load(path);
        var file = golden.FilePath(golden.Json.GetProperty("weights").GetProperty("file").GetString()!);
        if (golden.Json.TryGetProperty("error", out var error))
        {
            CheckRefusal(file, error.GetString()!);
            return;
        }

        using var checkpoint = ClipCheckpoint.Open(file);
        if (golden.Json.TryGetProperty("inferred", out var inferred))
            CheckContains(inferred, checkpoint.Configuration.ToJson());
        using var model = checkpoint.Load();
        using var mode = no_grad();
        var output = model.call(golden.Tensor("in.input_ids").ToTorch(), golden.Tensor("in.pixel_values").ToTorch(), null);
        golden.Check("out.text_embeds", output.TextEmbeddings.ToGolden());
        golden.Check("out.image_embeds", output.ImageEmbeddings.ToGolden());
        golden.Check("out.logits_per_image", output.LogitsPerImage.ToGolden());
    }

    private static void CheckRefusal(string file, string error)
    {
        var refusal = Assert.Throws<WeightsFileException>(() =>
        {
            using var checkpoint = ClipCheckpoint.Open(file);
            checkpoint.Load().Dispose();
        });
        foreach (Match word in NameOrShape().Matches(error))
            Assert.Contains(word.Value, refusal.Message, StringComparison.Ordinal);
    }

    private static void CheckContains(JsonElement expected, JsonElement mine)
    {
        if (expected.ValueKind != JsonValueKind.Object)
        {
            Assert.Equal(expected.ToString(), mine.ToString());
            return;
        }

        foreach (var entry in expected.EnumerateObject())
            CheckContains(entry.Value, mine.GetProperty(entry.Name));
    }

    // Names of tensors and functions have a dot or an underscore within; shapes stand in brackets.
    [GeneratedRegex(@"\[[\d, ]*\]|\w+[._]\w[\w.]*", RegexOptions.CultureInvariant)]
    private static partial Regex NameOrShape();
}
