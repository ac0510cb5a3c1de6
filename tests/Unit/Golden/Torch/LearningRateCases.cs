using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Torch;

public sealed class LearningRateCases
{
    [GoldenTheory, GoldenCases("lr")]
    public void Rates_are_those_of_PyTorch(string path)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Load(path);
        var rates = golden.Config.GetProperty("base_lr").EnumerateArray().Select(rate => rate.GetDouble()).ToArray();
        using var optimizer = optim.SGD(rates.Select(rate => new SGD.ParamGroup([nn.Parameter(zeros(1))], rate)), rates[0]);
        var scheduler = LearningRateTable.Make(golden.Config, optimizer);
        var steps = golden.Config.GetProperty("steps").GetInt32();
        var metrics = golden.HasTensor("in.metrics") ? golden.Tensor("in.metrics").Values<double>() : null;
        var seen = new List<double>();
        for (var step = 0; step < steps; step++)
        {
            seen.AddRange(optimizer.ParamGroups.Select(group => group.LearningRate));
            optimizer.step();
            if (metrics is null)
                scheduler.step();
            else
                scheduler.step(metrics[step]);
        }

        golden.Check("out.lr", GoldenTensor.Of<double>([steps, rates.Length], seen.ToArray()));
    }
}
