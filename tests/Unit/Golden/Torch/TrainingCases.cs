using Inpaint.Models.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Torch;

public sealed class TrainingCases
{
    [GoldenTheory, GoldenCases("train")]
    public void Training_takes_the_steps_that_PyTorch_takes(string path)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Load(path);
        var config = golden.Config;
        var layers = config.GetProperty("layers").EnumerateArray()
            .Select(layer => ModuleFactory.Make(layer.GetProperty("module").GetString()!, CaseArguments.Of(layer, "args")));
        using var net = nn.Sequential(layers);
        CaseWeights.Load(golden, net);
        net.train();
        var (a, schedule) = (CaseArguments.Of(config, "optim"), CaseArguments.Of(config, "schedule"));
        var betas = a.Doubles("betas");
        using var optimizer = optim.AdamW(net.parameters(), a.Double("lr"), betas[0], betas[1], a.Double("eps"), a.Double("weight_decay"));
        var scheduler = optim.lr_scheduler.LambdaLR(optimizer, WarmupSchedules.Cosine(schedule.Int("num_warmup_steps"), schedule.Int("num_training_steps")));
        var (x, target) = (golden.Tensor("in.x").ToTorch(), golden.Tensor("in.target").ToTorch());
        var (losses, norms, rates) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < config.GetProperty("steps").GetInt32(); i++)
        {
            using var step = NewDisposeScope();
            optimizer.zero_grad();
            var loss = LossTable.Call(config.GetProperty("loss").GetString()!, [net.call(x[i]), target[i]], new CaseArguments(EmptyObject()), golden);
            loss.backward();
            losses.Add(loss.ToDouble());
            norms.Add(nn.utils.clip_grad_norm_(net.parameters(), config.GetProperty("clip").GetProperty("max_norm").GetDouble()));
            rates.Add(optimizer.ParamGroups.Single().LearningRate);
            optimizer.step();
            scheduler.step();
        }

        Check(golden, "out.loss", losses);
        Check(golden, "out.norm", norms);
        Check(golden, "out.lr", rates);
        foreach (var (name, tensor) in net.state_dict().Where(entry => golden.ExpectedKeys.Contains("out.state." + entry.Key)))
            golden.Check("out.state." + name, tensor.ToGolden());
        Assert.Equal(golden.ExpectedKeys.Count(key => key.StartsWith("out.state.", StringComparison.Ordinal)), net.state_dict().Count);
    }

    private static void Check(GoldenCase golden, string key, List<double> values) =>
        golden.Check(key, tensor(values.ToArray()).to(golden.Tensor(key).ToTorch().dtype).ToGolden());

    private static System.Text.Json.JsonElement EmptyObject() => System.Text.Json.JsonDocument.Parse("{}").RootElement;
}
