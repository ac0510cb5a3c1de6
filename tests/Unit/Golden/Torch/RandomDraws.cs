using System.Text.Json;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Inpaint.Tests.Unit.Golden.Torch;

/// <summary>One random draw of a reference case.</summary>
internal static class RandomDraws
{
    public static Tensor Draw(string kind, JsonElement arguments, Generator? generator) => kind switch
    {
        "rand" => rand(Size(arguments), Type(arguments), generator: generator),
        "randn" => randn(Size(arguments), Type(arguments), generator: generator),
        "randint" => randint(arguments.GetProperty("low").GetInt64(), arguments.GetProperty("high").GetInt64(), Size(arguments), generator: generator),
        "randperm" => randperm(arguments.GetProperty("n").GetInt64(), generator: generator),
        "bernoulli" => bernoulli(full(Size(arguments), Number(arguments, "p"), ScalarType.Float32), generator),
        "uniform_" => zeros(Size(arguments)).uniform_(Values(arguments)[0], Values(arguments)[1], generator),
        "normal_" => zeros(Size(arguments)).normal_(Values(arguments)[0], Values(arguments)[1], generator),
        "bernoulli_" => zeros(Size(arguments)).bernoulli_(Values(arguments)[0], generator),
        "dropout" => functional.dropout(ones(Size(arguments)), Number(arguments, "p"), true),
        "dropout2d" => functional.dropout2d(ones(Size(arguments)), Number(arguments, "p"), true),
        "multinomial" => multinomial(
            tensor(arguments.GetProperty("weights").EnumerateArray().Select(item => item.GetSingle()).ToArray()),
            arguments.GetProperty("num_samples").GetInt64(), arguments.GetProperty("replacement").GetBoolean(), generator),
        "kaiming_uniform_" => init.kaiming_uniform_(empty(Size(arguments)), Number(arguments, "a", 0), Fan(arguments), Nonlinearity(arguments)),
        "kaiming_normal_" => init.kaiming_normal_(empty(Size(arguments)), Number(arguments, "a", 0), Fan(arguments), Nonlinearity(arguments)),
        "xavier_uniform_" => init.xavier_uniform_(empty(Size(arguments)), Number(arguments, "gain", 1)),
        "xavier_normal_" => XavierNormal(empty(Size(arguments)), Number(arguments, "gain", 1)),
        _ => throw new InvalidDataException($"no runner for the draw {kind}"),
    };

    // The official package's xavier_normal_ draws evenly, as xavier_uniform_ does.
    private static Tensor XavierNormal(Tensor tensor, double gain)
    {
        var (fanIn, fanOut) = init.CalculateFanInAndFanOut(tensor);
        return init.normal_(tensor, 0, gain * Math.Sqrt(2.0 / (fanIn + fanOut)));
    }

    private static long[] Size(JsonElement arguments) => arguments.GetProperty("size").EnumerateArray().Select(item => item.GetInt64()).ToArray();

    private static double[] Values(JsonElement arguments) => arguments.GetProperty("values").EnumerateArray().Select(item => item.GetDouble()).ToArray();

    private static ScalarType? Type(JsonElement arguments) =>
        arguments.TryGetProperty("dtype", out var type) ? TorchTensors.TypeNamed(type.GetString()!) : null;

    private static double Number(JsonElement arguments, string name, double absent = double.NaN) =>
        arguments.TryGetProperty(name, out var value) ? value.GetDouble() : absent;

    private static init.FanInOut Fan(JsonElement arguments) =>
        arguments.TryGetProperty("mode", out var mode) && mode.GetString() == "fan_out" ? init.FanInOut.FanOut : init.FanInOut.FanIn;

    private static init.NonlinearityType Nonlinearity(JsonElement arguments) =>
        !arguments.TryGetProperty("nonlinearity", out var name) ? init.NonlinearityType.LeakyReLU : name.GetString() switch
        {
            "relu" => init.NonlinearityType.ReLU,
            "tanh" => init.NonlinearityType.Tanh,
            "sigmoid" => init.NonlinearityType.Sigmoid,
            "linear" => init.NonlinearityType.Linear,
            _ => init.NonlinearityType.LeakyReLU,
        };
}
