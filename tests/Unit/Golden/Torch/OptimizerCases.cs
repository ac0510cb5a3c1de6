using System.Text.Json;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Torch;

public sealed class OptimizerCases
{
    [GoldenTheory, GoldenCases("optim")]
    public void Parameters_and_state_go_where_PyTorch_takes_them(string path)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Load(path);
        var config = golden.Config;
        var parameters = new Dictionary<string, Parameter>();
        var groups = config.GetProperty("groups").EnumerateArray().Select(group => GroupOf(golden, group, parameters)).ToArray();
        using var optimizer = OptimizerFactory.Make(config.GetProperty("optim").GetString()!, CaseArguments.Of(config, "args"), groups);
        var norms = new List<double>();
        for (var step = 0; step < config.GetProperty("steps").GetInt32(); step++)
        {
            foreach (var (name, parameter) in parameters)
                parameter.grad = golden.HasTensor($"in.grad.{step}.{name}") ? golden.Tensor($"in.grad.{step}.{name}").ToTorch() : null;
            if (config.TryGetProperty("clip", out var clip))
                norms.Add(nn.utils.clip_grad_norm_(parameters.Values, clip.GetProperty("max_norm").GetNumber(), NormType(clip)));
            optimizer.step();
            foreach (var (name, parameter) in parameters)
                golden.Check($"out.param.{step}.{name}", parameter.ToGolden());
        }

        if (golden.HasTensor("out.norm"))
            golden.Check("out.norm", tensor(norms.ToArray()).to(golden.Tensor("out.norm").ToTorch().dtype).ToGolden());
        CheckState(golden, optimizer, parameters.Keys);
    }

    private static CaseGroup GroupOf(GoldenCase golden, JsonElement group, Dictionary<string, Parameter> parameters)
    {
        var names = group.GetProperty("params").EnumerateArray().Select(name => name.GetString()!).ToArray();
        foreach (var name in names)
            parameters.Add(name, nn.Parameter(golden.Tensor("in.param." + name).ToTorch()));
        return new CaseGroup([.. names.Select(name => parameters[name])], group.GetProperty("lr").GetDouble(), group.GetProperty("weight_decay").GetDouble());
    }

    private static double NormType(JsonElement clip) =>
        clip.GetProperty("norm_type") is { ValueKind: JsonValueKind.String } ? double.PositiveInfinity : clip.GetProperty("norm_type").GetDouble();

    private static void CheckState(GoldenCase golden, OptimizerHelper optimizer, IEnumerable<string> names)
    {
        var states = names.Zip(optimizer.state_dict().State).ToDictionary(pair => pair.First, pair => pair.Second);
        foreach (var key in golden.ExpectedKeys.Where(key => key.StartsWith("out.state.", StringComparison.Ordinal)))
        {
            var parts = key.Split('.');
            golden.Check(key, ((Tensor)FieldOf(states[parts[2]], parts[3])).ToGolden());
        }

        foreach (var value in golden.Json.GetProperty("values").EnumerateObject())
        {
            var parts = value.Name.Split('.');
            Assert.Equal(value.Value.GetInt64(), FieldOf(states[parts[0]], parts[1]));
        }
    }

    private static object FieldOf(OptimizerState state, string name) =>
        state.GetType().GetField(name)?.GetValue(state) ?? throw new InvalidDataException($"{state.GetType()} has no {name}");
}
