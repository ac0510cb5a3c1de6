using System.Text.Json;
using Inpaint.Tests.Unit.Support;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Torch;

[Collection(GlobalGeneratorCollection.Name)]
public sealed class RandomCases
{
    [GoldenTheory, GoldenCases("rng")]
    public void Draws_are_PyTorchs(string path)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Load(path);
        var config = golden.Config;
        manual_seed(config.GetProperty("seed").GetInt64());
        var generators = new Dictionary<string, Generator>();
        if (config.TryGetProperty("generators", out var seeds))
        {
            foreach (var seed in seeds.EnumerateObject())
                generators.Add(seed.Name, new Generator(seed.Value.GetUInt64()));
        }

        var results = new Dictionary<string, Tensor>();
        foreach (var (draw, i) in config.GetProperty("draws").EnumerateArray().Select((draw, i) => (draw, i)))
            Draw(draw, $"out.{i}", generators, results);
        foreach (var key in golden.ExpectedKeys)
            golden.Check(key, results[key].ToGolden());
        foreach (var generator in generators.Values)
            generator.Dispose();
    }

    private static void Draw(JsonElement draw, string key, Dictionary<string, Generator> generators, Dictionary<string, Tensor> results)
    {
        var generator = draw.TryGetProperty("generator", out var name) ? generators[name.GetString()!] : null;
        var kind = draw.GetProperty("draw").GetString()!;
        if (kind == "manual_seed")
        {
            var seed = draw.GetProperty("seed").GetInt64();
            _ = generator is null ? manual_seed(seed) : generator.manual_seed(seed);
            return;
        }

        var arguments = draw.GetProperty("args");
        if (kind == "module")
        {
            var parameters = RandomModules.Parameters(arguments);
            for (var j = 0; j < parameters.Length; j++)
                results.Add($"{key}.{j}", parameters[j]);
            return;
        }

        results.Add(key, RandomDraws.Draw(kind, arguments, generator));
    }
}
