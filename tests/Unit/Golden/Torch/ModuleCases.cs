using Inpaint.Models.Layers;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Torch;

public sealed class ModuleCases
{
    [GoldenTheory, GoldenCases("module")]
    public void Module_gives_what_PyTorch_gives(string path)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Load(path);
        var arguments = CaseArguments.Of(golden.Config, "args");
        switch (golden.Config.GetProperty("module").GetString()!)
        {
            case var name when golden.Config.TryGetProperty("spectral_norm", out var norm):
                CheckSpectralNorm(golden, ModuleFactory.Make(name, arguments), new CaseArguments(norm));
                break;
            case "MultiheadAttention":
                AttentionRunner.CheckAttention(golden, arguments);
                break;
            case "TransformerEncoderLayer":
                AttentionRunner.CheckTransformer(golden, arguments);
                break;
            case var name:
                CheckOneInput(golden, ModuleFactory.Make(name, arguments));
                break;
        }
    }

    /// <summary>The inputs of a case, of which those named in config.grad (absent: x) need a gradient.</summary>
    internal static Func<string, Tensor> Inputs(GoldenCase golden)
    {
        var wanted = golden.Config.TryGetProperty("grad", out var names) ? names.EnumerateArray().Select(name => "in." + name.GetString()).ToArray() : ["in.x"];
        var made = new Dictionary<string, Tensor>();
        return key =>
        {
            if (!made.TryGetValue(key, out var tensor))
                made.Add(key, tensor = golden.Tensor(key).ToTorch().requires_grad_(wanted.Contains(key)));
            return tensor;
        };
    }

    /// <summary>Backward from the output times in.grad_out; then the gradients of parameters and inputs are compared.</summary>
    internal static void CheckGradients(GoldenCase golden, Tensor output, nn.Module module, Func<string, Tensor> inputs)
    {
        output.mul(golden.Tensor("in.grad_out").ToTorch()).sum().backward();
        var parameters = module.named_parameters().ToDictionary(item => item.name, item => item.parameter);
        foreach (var key in golden.ExpectedKeys.Where(key => key.StartsWith("grad.", StringComparison.Ordinal)))
        {
            var name = key["grad.".Length..];
            var tensor = parameters.TryGetValue(name, out var parameter) ? parameter : inputs("in." + name);
            golden.Check(key, (tensor.grad ?? throw new InvalidDataException($"no {key}")).ToGolden());
        }
    }

    private static void CheckOneInput(GoldenCase golden, nn.Module<Tensor, Tensor> module)
    {
        CaseWeights.Load(golden, module);
        module.train(golden.Config.GetProperty("train").GetBoolean());
        var inputs = Inputs(golden);
        var output = module.call(inputs("in.x"));
        golden.Check("out.y", output.ToGolden());
        CheckGradients(golden, output, module, inputs);
        var state = module.state_dict();
        foreach (var key in golden.ExpectedKeys.Where(key => key.StartsWith("out.state.", StringComparison.Ordinal)))
            golden.Check(key, state[key["out.state.".Length..]].ToGolden());
    }

    private static void CheckSpectralNorm(GoldenCase golden, nn.Module<Tensor, Tensor> layer, CaseArguments arguments)
    {
        var module = new SpectralNorm(layer, arguments.Int("n_power_iterations", 1), arguments.Double("eps", 1e-12));
        arguments.RequireAllRead();
        CaseWeights.Load(golden, module);
        module.train();
        var inputs = Inputs(golden);
        Tensor? output = null;
        for (var k = 1; k <= golden.Config.GetProperty("forwards").GetInt32(); k++)
        {
            output = module.call(inputs("in.x"));
            golden.Check($"out.{k}.y", output.ToGolden());
            golden.Check($"out.{k}.weight", module.Weight().ToGolden());
            golden.Check($"out.{k}.weight_u", module.get_buffer("weight_u")!.ToGolden());
            golden.Check($"out.{k}.weight_v", module.get_buffer("weight_v")!.ToGolden());
        }

        CheckGradients(golden, output!, module, inputs);
        module.eval();
        golden.Check("out.eval.y", module.call(inputs("in.x")).ToGolden());
    }
}
