using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Torch;

public sealed class LossCases
{
    [GoldenTheory, GoldenCases("loss")]
    public void Loss_and_its_gradients_are_what_PyTorch_gives(string path)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Load(path);
        var config = golden.Config;
        var wanted = config.GetProperty("grad").EnumerateArray().Select(name => "in." + name.GetString()).ToArray();
        var inputs = config.GetProperty("call").EnumerateArray().Select(name => name.GetString()!)
            .ToDictionary(key => key, key => golden.Tensor(key).ToTorch().requires_grad_(wanted.Contains(key)));
        var loss = LossTable.Call(config.GetProperty("loss").GetString()!, [.. inputs.Values], CaseArguments.Of(config, "args"), golden);
        golden.Check("out.loss", loss.ToGolden());

        (golden.HasTensor("in.grad_loss") ? loss.mul(golden.Tensor("in.grad_loss").ToTorch()).sum() : loss).backward();
        foreach (var key in golden.ExpectedKeys.Where(key => key != "out.loss"))
            golden.Check(key, inputs["in." + key["grad.".Length..]].grad!.ToGolden());
    }
}
