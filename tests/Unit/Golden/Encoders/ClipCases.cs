using System.Text.Json;
using Inpaint.Models.Clip;
using Inpaint.Tests.Unit.Golden.Torch;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Encoders;

public sealed class ClipCases
{
    [GoldenTheory, GoldenCases("clip")]
    public void Clip_gives_the_published_models_tensors(string path)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Load(path);
        using var model = Model(golden);
        var output = Run(golden, model);
        Check(golden, output);
        if (golden.Config.GetProperty("return_loss").GetBoolean())
            CheckGradients(golden, model, output);
        // And as it is served.
        model.PrepareForInference();
        using var mode = no_grad();
        Check(golden, Run(golden, model));
    }

    [GoldenTheory, GoldenCases("clip_train")]
    public void Clip_takes_the_steps_that_PyTorch_takes(string path)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Load(path);
        var config = golden.Config;
        using var model = Model(golden);
        var betas = config.GetProperty("betas");
        using var optimizer = optim.AdamW(
            model.parameters(),
            config.GetProperty("lr").GetDouble(),
            betas[0].GetDouble(),
            betas[1].GetDouble(),
            config.GetProperty("eps").GetDouble(),
            config.GetProperty("weight_decay").GetDouble());
        var clamp = config.GetProperty("clamp_logit_scale");
        var (ids, pictures, batches) = (golden.Tensor("in.input_ids").ToTorch(), golden.Tensor("in.pixel_values").ToTorch(), golden.Tensor("in.batches").ToTorch());
        var mask = golden.HasTensor("in.attention_mask") ? golden.Tensor("in.attention_mask").ToTorch() : null;
        var losses = new List<Tensor>();
        for (var step = 0; step < batches.shape[0]; step++)
        {
            var picked = batches[step];
            optimizer.zero_grad();
            var output = model.call(ids.index_select(0, picked), pictures.index_select(0, picked), mask?.index_select(0, picked));
            var loss = ContrastiveLoss.Compute(output.LogitsPerImage);
            loss.backward();
            optimizer.step();
            if (clamp.ValueKind == JsonValueKind.Array)
                model.ClampLogitScale(clamp[0].GetDouble(), clamp[1].GetDouble());
            losses.Add(loss.detach());
        }

        golden.Check("out.losses", stack(losses).ToGolden());
        var weights = model.state_dict();
        foreach (var name in config.GetProperty("params").EnumerateArray().Select(element => element.GetString()!))
            golden.Check("out.param." + name, weights[name].ToGolden());
    }

    private static ClipOutput Run(GoldenCase golden, ClipModel model)
    {
        var mask = golden.HasTensor("in.attention_mask") ? golden.Tensor("in.attention_mask").ToTorch() : null;
        return model.call(golden.Tensor("in.input_ids").ToTorch(), golden.Tensor("in.pixel_values").ToTorch(), mask);
    }

    private static void Check(GoldenCase golden, ClipOutput output)
    {
        golden.Check("out.text_embeds", output.TextEmbeddings.ToGolden());
        golden.Check("out.image_embeds", output.ImageEmbeddings.ToGolden());
        golden.Check("out.text_pooled", output.Text.Pooled.ToGolden());
        golden.Check("out.image_pooled", output.Image.Pooled.ToGolden());
        golden.Check("out.text_last_hidden_state", output.Text.Sequence.ToGolden());
        golden.Check("out.image_last_hidden_state", output.Image.Sequence.ToGolden());
        golden.Check("out.logits_per_image", output.LogitsPerImage.ToGolden());
    }

    private static void CheckGradients(GoldenCase golden, ClipModel model, ClipOutput output)
    {
        var loss = ContrastiveLoss.Compute(output.LogitsPerImage);
        loss.backward();
        golden.Check("out.loss", loss.ToGolden());
        var parameters = model.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter);
        foreach (var name in golden.Config.GetProperty("grads").EnumerateArray().Select(element => element.GetString()!))
            golden.Check("grad." + name, parameters[name].grad!.ToGolden());
    }

    private static ClipModel Model(GoldenCase golden)
    {
        var model = new ClipModel(ClipConfiguration.Read(golden.Config));
        CaseWeights.Load(golden, model);
        using var mode = no_grad();
        var weights = model.state_dict();
        if (golden.Config.TryGetProperty("set", out var set))
        {
            foreach (var entry in set.EnumerateObject())
                weights[entry.Name].fill_(entry.Value.GetDouble());
        }

        return model;
    }
}
