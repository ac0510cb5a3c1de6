using Inpaint.Models.Glove;

namespace Inpaint.Tests.Unit.Golden.Encoders;

public sealed class GloveTrainCases
{
    // In memory, and with so little of it that runs are spilled and merged.
    [GoldenTheory, GoldenCases("glove_train")]
    public void Text_becomes_the_reference_programs_vectors(string path)
    {
        var golden = GoldenCase.Load(path);
        var config = golden.Config;
        using var corpus = File.OpenRead(golden.FilePath(config.GetProperty("corpus").GetString()!));
        var vocabulary = GloveVocabulary.Count(corpus, config.GetProperty("min_count").GetInt64());
        Assert.Equal(golden.Json.GetProperty("expected_values").GetProperty("vocab").EnumerateArray().Select(word => word.GetString()), vocabulary.Words);
        golden.Check("out.vocab_counts", GoldenTensor.Of<long>([vocabulary.Words.Count], [.. vocabulary.Counts]));

        Cooccurrence[] pairs = [];
        foreach (var inMemory in new[] { 1_000_000, 1_500 })
        {
            corpus.Position = 0;
            var options = new CooccurrenceOptions
            {
                WindowSize = config.GetProperty("window_size").GetInt32(),
                Symmetric = config.GetProperty("symmetric").GetBoolean(),
                DistanceWeighting = config.GetProperty("distance_weighting").GetBoolean(),
                PairsInMemory = inMemory,
            };
            pairs = [.. CooccurrenceCounter.Count(corpus, vocabulary, options)];
            golden.Check("out.pairs", GoldenTensor.Of<int>([pairs.Length, 2], [.. pairs.SelectMany(pair => new[] { pair.Word + 1, pair.Context + 1 })]));
            golden.Check("out.values", GoldenTensor.Of<double>([pairs.Length], [.. pairs.Select(pair => pair.Value)]));
        }

        Train(golden, vocabulary.Words.Count, pairs);
    }

    private static void Train(GoldenCase golden, int words, Cooccurrence[] pairs)
    {
        var config = golden.Config;
        var options = new GloveTrainingOptions
        {
            VectorSize = config.GetProperty("vector_size").GetInt32(),
            Eta = config.GetProperty("eta").GetDouble(),
            Alpha = config.GetProperty("alpha").GetDouble(),
            XMax = config.GetProperty("x_max").GetDouble(),
            GradientClip = config.GetProperty("grad_clip").GetDouble(),
        };
        long[] form = [2 * words, options.VectorSize + 1];
        var training = new GloveTraining(options, words, golden.Tensor("in.initial").Values<double>());
        var order = golden.Tensor("in.order").Values<int>();
        var checkpoints = config.GetProperty("checkpoints").EnumerateArray().Select(round => round.GetInt32()).ToHashSet();
        var costs = new double[config.GetProperty("iterations").GetInt32()];
        for (var round = 1; round <= costs.Length; round++)
        {
            costs[round - 1] = training.Round(pairs, order);
            if (checkpoints.Contains(round))
                golden.Check($"out.params_{round}", GoldenTensor.Of<double>(form, training.Parameters));
        }

        golden.Check("out.gradsq", GoldenTensor.Of<double>(form, training.SquaredGradients));
        golden.Check("out.cost", GoldenTensor.Of<double>([costs.Length], costs));
        golden.Check("out.vectors", GoldenTensor.Of<double>([words + 1, options.VectorSize], training.Vectors()));
    }
}
