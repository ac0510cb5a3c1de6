using System.Globalization;
using System.Text.Json;
using Inpaint.Models.Glove;
using Inpaint.Tests.Unit.Support;

namespace Inpaint.Tests.Unit.Golden.Encoders;

public sealed class GlovePoolCases
{
    [GoldenTheory, GoldenCases("glove_pool")]
    public void Sentences_are_pooled_by_average_and_by_inverse_frequency(string path)
    {
        var golden = GoldenCase.Load(path);
        using var folder = new TemporaryFolder();
        using var vectors = Open(golden, folder);
        var config = golden.Config;
        var counts = config.GetProperty("counts").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetInt64());
        var total = config.GetProperty("total_count") is { ValueKind: JsonValueKind.Number } given ? given.GetDouble() : (double?)null;
        var statistics = new SifStatistics(counts, total, config.GetProperty("a").GetDouble());
        string[][] sentences = [.. config.GetProperty("sentences").EnumerateArray().Select(words => words.EnumerateArray().Select(word => word.GetString()!).ToArray())];
        var pooling = new SentencePooling(vectors);

        var averages = sentences.Select(pooling.Average).ToArray();
        var weighted = sentences.Select(words => pooling.Weighted(words, statistics)).ToArray();
        double[] fit = golden.HasTensor("in.fit") ? golden.Tensor("in.fit").ToDoubles() : [.. weighted.SelectMany(sentence => sentence.Values)];
        var shared = SifStatistics.SharedDirection(fit, vectors.Dimension);
        var sif = sentences.Select(words => pooling.Sif(words, statistics, shared)).ToArray();

        Check("out.average", averages);
        Check("out.sif_weighted", weighted);
        Check("out.sif", sif);
        golden.Check("out.unknown_share", Single([sentences.Length], [.. averages.Select(sentence => sentence.UnknownShare)]));
        golden.Check("out.component", Single([shared.Length, shared.Length], [.. shared.SelectMany(a => shared.Select(b => a * b))]));

        void Check(string key, PooledSentence[] pooled) =>
            golden.Check(key, Single([pooled.Length, vectors.Dimension], [.. pooled.SelectMany(sentence => sentence.Values)]));
    }

    private static GoldenTensor Single(long[] shape, double[] values) => GoldenTensor.Of<float>(shape, Array.ConvertAll(values, value => (float)value));

    private static GloveVectors Open(GoldenCase golden, TemporaryFolder folder)
    {
        var tokens = golden.Config.GetProperty("tokens").EnumerateArray().Select(token => token.GetString()!).ToArray();
        var values = golden.Tensor("in.vectors");
        var (rows, dimension) = (values.Values<float>(), (int)values.Shape[1]);
        var text = Path.Combine(folder.Path, "vectors.txt");
        File.WriteAllLines(text, tokens.Select((token, i) =>
            $"{token} {string.Join(' ', rows[(i * dimension)..((i + 1) * dimension)].Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}"));
        return GloveVectors.Open(text);
    }
}
