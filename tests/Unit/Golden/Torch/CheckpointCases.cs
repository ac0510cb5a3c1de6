using System.Text.Json;
using Inpaint.Models.Weights;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Torch;

public sealed class CheckpointCases
{
    [GoldenTheory, GoldenCases("checkpoint")]
    public void Checkpoint_is_read_whole_or_refused(string path)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Load(path);
        var file = golden.FilePath(golden.Config.GetProperty("file").GetString()!);
        Action<GoldenCase, string> check = golden.Config.GetProperty("format").GetString() switch
        {
            "safetensors" => CheckSafetensors,
            "pt" => CheckPyTorch,
            var format => throw new InvalidDataException($"no format {format}"),
        };
        if (golden.ErrorClass is null)
        {
            check(golden, file);
            return;
        }

        var error = Assert.Throws<WeightsFileException>(() => check(golden, file));
        foreach (var word in golden.Json.GetProperty("error_contains").EnumerateArray())
            Assert.Contains(word.GetString()!, error.Message, StringComparison.OrdinalIgnoreCase);
    }

    private static void CheckSafetensors(GoldenCase golden, string path)
    {
        using var file = SafetensorsFile.Open(path);
        foreach (var entry in file.Entries)
            golden.Check("out." + entry.Name, new GoldenTensor(entry.Type.SafetensorsName(), [.. entry.Shape], file.ReadBytes(entry)));
        Assert.Equal(golden.ExpectedKeys.Order(), file.Entries.Select(entry => "out." + entry.Name).Order());
        CheckValues(golden, file.Metadata.ToDictionary(pair => "__metadata__." + pair.Key, pair => (object?)pair.Value));
    }

    private static void CheckPyTorch(GoldenCase golden, string path)
    {
        using var checkpoint = PyTorchCheckpoint.Open(path);
        foreach (var name in checkpoint.Tensors.Keys)
            golden.Check("out." + name, checkpoint.Load(name).ToGolden());
        Assert.Equal(golden.ExpectedKeys.Order(), checkpoint.Tensors.Keys.Select(name => "out." + name).Order());
        CheckValues(golden, checkpoint.Values);
    }

    private static void CheckValues(GoldenCase golden, IReadOnlyDictionary<string, object?> values)
    {
        var expected = golden.Json.TryGetProperty("values", out var listed) ? listed.EnumerateObject().ToDictionary(value => value.Name, value => value.Value) : [];
        Assert.Equal(expected.Keys.Order(), values.Keys.Order());
        foreach (var (name, value) in values)
            Assert.True(IsEqual(expected[name], value), $"{name} is {value} instead of {expected[name]}");
    }

    private static bool IsEqual(JsonElement expected, object? value) => value switch
    {
        null => expected.ValueKind == JsonValueKind.Null,
        bool flag => expected.ValueKind == (flag ? JsonValueKind.True : JsonValueKind.False),
        string text => expected.ValueKind == JsonValueKind.String && expected.GetString() == text,
        long number => expected.ValueKind == JsonValueKind.Number && expected.GetInt64() == number,
        double number => expected.GetNumber().Equals(number),
        _ => false,
    };
}
