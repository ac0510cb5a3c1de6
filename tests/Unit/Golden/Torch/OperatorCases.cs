using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Torch;

public sealed class OperatorCases
{
    [GoldenTheory, GoldenCases("op")]
    public void Operator_gives_what_PyTorch_gives(string path)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Load(path);
        var results = OperatorTable.All.Run(golden.Config, key => golden.Tensor(key).ToTorch());
        foreach (var key in golden.ExpectedKeys)
            golden.Check(key, ResultOf(key, results).ToGolden());
    }

    [GoldenTheory, GoldenCases("op_grad")]
    public void Gradients_are_what_PyTorch_gives(string path)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Load(path);
        var wanted = golden.Config.GetProperty("grad").EnumerateArray().Select(name => "in." + name.GetString()).ToHashSet();
        var inputs = new Dictionary<string, Tensor>();
        Tensor Input(string key)
        {
            if (!inputs.TryGetValue(key, out var tensor))
                inputs.Add(key, tensor = golden.Tensor(key).ToTorch().requires_grad_(wanted.Contains(key)));
            return tensor;
        }

        var results = OperatorTable.All.Run(golden.Config, Input);
        var above = results.Select((result, i) => (Result: result, Key: results.Length == 1 && golden.HasTensor("in.grad_y") ? "in.grad_y" : $"in.grad_{i}"))
            .Where(pair => golden.HasTensor(pair.Key))
            .ToArray();
        autograd.backward(above.Select(pair => pair.Result).ToList(), above.Select(pair => golden.Tensor(pair.Key).ToTorch()).ToList());

        foreach (var key in golden.ExpectedKeys)
        {
            golden.Check(key, key.StartsWith("grad.", StringComparison.Ordinal)
                ? (inputs["in." + key["grad.".Length..]].grad ?? throw new InvalidDataException($"no {key}")).ToGolden()
                : ResultOf(key, results).ToGolden());
        }
    }

    private static Tensor ResultOf(string key, Tensor[] results) =>
        key == "out.y" ? Assert.Single(results) : results[int.Parse(key["out.".Length..], System.Globalization.CultureInfo.InvariantCulture)];
}
