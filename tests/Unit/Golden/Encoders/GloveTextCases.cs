using Inpaint.Models.Glove;
using Inpaint.Tests.Unit.Support;

namespace Inpaint.Tests.Unit.Golden.Encoders;

public sealed class GloveTextCases
{
    [GoldenTheory, GoldenCases("glove_text")]
    public void Vectors_are_those_of_the_text(string path)
    {
        var golden = GoldenCase.Load(path);
        using var folder = new TemporaryFolder();
        if (golden.Json.TryGetProperty("error", out var error))
        {
            var refused = Assert.Throws<GloveFormatException>(() => Open(golden, folder));
            Assert.Contains(error.GetString()!, refused.Message);
            if (golden.Json.GetProperty("error_line") is { ValueKind: System.Text.Json.JsonValueKind.Number } line)
                Assert.Contains($"line {line.GetInt64()}", refused.Message);
            Assert.Empty(Directory.GetFiles(folder.Path));
            return;
        }

        using var vectors = Open(golden, folder);
        var tokens = golden.Json.GetProperty("expected_values").GetProperty("tokens").EnumerateArray().Select(token => token.GetString()!).ToArray();
        Assert.Equal(tokens, Enumerable.Range(0, vectors.Count).Select(vectors.Token));
        Assert.All(tokens.Index(), token => Assert.Equal(token.Index, vectors.IndexOf(token.Item)));
        float[] values = [.. Enumerable.Range(0, vectors.Count).SelectMany(i => vectors[i].ToArray())];
        golden.Check("out.vectors", GoldenTensor.Of<float>([vectors.Count, vectors.Dimension], values));
    }

    private static GloveVectors Open(GoldenCase golden, TemporaryFolder folder)
    {
        var config = golden.Config;
        var options = new GloveTextOptions
        {
            Dimension = config.GetProperty("dim") is { ValueKind: System.Text.Json.JsonValueKind.Number } dim ? dim.GetInt32() : null,
            HasHeader = config.GetProperty("header").GetBoolean(),
            TokensMayHoldBlanks = config.GetProperty("token_spaces").GetBoolean(),
        };
        return GloveVectors.Open(golden.FilePath(config.GetProperty("file").GetString()!), options, Path.Combine(folder.Path, "index"));
    }
}
