using System.Diagnostics;
using Inpaint.Models;
using Inpaint.Models.Clip;
using Inpaint.Models.Weights;
using Inpaint.Tests.Unit.Golden.Torch;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Encoders;

/// <summary>Models of published sizes; they take gigabytes, so they run one at a time and beside no other test.</summary>
[Collection(LargeModelCollection.Name)]
public sealed class ClipSizeCases(ITestOutputHelper log)
{
    [GoldenTheory, GoldenCases("clip_full")]
    public void Clip_of_published_size_gives_the_published_embeddings(string path)
    {
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        var golden = GoldenCase.Load(path);
        using var model = new ClipModel(ClipConfiguration.Read(golden.Config));
        Assert.Equal(golden.Json.GetProperty("parameters").GetInt64(), NetworkWeights.CountParameters(model));
        CaseWeights.Load(golden, model);
        var size = model.Configuration.VisionConfig.ImageSize;
        var picture = golden.Tensor("in.picture").ToTorch();
        var pictures = picture.repeat_interleave(size / picture.shape[2], 2).repeat_interleave(size / picture.shape[3], 3);
        var ids = golden.Tensor("in.input_ids").ToTorch();
        Check(golden, model, ids, pictures);
        model.PrepareForInference();
        Check(golden, model, ids, pictures);
        LogMemory(path);
    }

    [GoldenTheory, GoldenCases("clip_text")]
    public void Text_tower_gives_what_image_generators_read(string path)
    {
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        var golden = GoldenCase.Load(path);
        using var model = new ClipTextModel(ClipConfiguration.ReadText(golden.Config));
        Assert.Equal(golden.Json.GetProperty("parameters").GetInt64(), NetworkWeights.CountParameters(model));
        var fill = golden.Json.GetProperty("weights").GetProperty("fill");
        CaseWeights.Fill(model, new FillRule(fill.GetProperty("seed").GetUInt64(), fill.GetProperty("gain").GetDouble()), "text_model.");
        var arguments = new CaseArguments(golden.Config);
        var mask = golden.HasTensor("in.attention_mask") ? golden.Tensor("in.attention_mask").ToTorch() : null;
        var (ids, skipped) = (golden.Tensor("in.input_ids").ToTorch(), arguments.Int("clip_skip", 0));
        Check(golden, model.Encode(ids, mask, skipped));
        model.PrepareForInference();
        Check(golden, model.Encode(ids, mask, skipped));
        LogMemory(path);
    }

    private static void Check(GoldenCase golden, ClipModel model, Tensor ids, Tensor pictures)
    {
        golden.Check("out.text_embeds", model.EmbedTexts(ids).ToGolden());
        golden.Check("out.image_embeds", model.EmbedPictures(pictures).ToGolden());
    }

    private static void Check(GoldenCase golden, ClipTextOutput output)
    {
        golden.Check("out.pooler_output", output.Pooled.ToGolden());
        golden.Check("out.prompt_embeds", Rows(output.Sequence, golden).ToGolden());
    }

    private static Tensor Rows(Tensor sequence, GoldenCase golden) =>
        golden.Config.GetProperty("rows") is { ValueKind: System.Text.Json.JsonValueKind.Array } rows
            ? sequence.index_select(1, tensor(rows.EnumerateArray().Select(row => row.GetInt64()).ToArray()))
            : sequence;

    private void LogMemory(string path) =>
        log.WriteLine($"{path}: {Process.GetCurrentProcess().PeakWorkingSet64 / (1 << 20)} MiB at most so far");
}

/// <summary>Tests that take gigabytes.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LargeModelCollection
{
    public const string Name = "large models";
}
