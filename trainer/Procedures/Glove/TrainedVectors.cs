using System.Security.Cryptography;
using System.Text.Json;
using Inpaint.Models;
using Inpaint.Models.Glove;
using Inpaint.Trainer.Batches;
using Inpaint.Trainer.RecipeFiles;
using Inpaint.Trainer.Results;
using Inpaint.Trainer.Running;
using Inpaint.Trainer.Runs;

namespace Inpaint.Trainer.Procedures.Glove;

/// <summary>Writes trained word vectors into a revision, in the published text format, with what smooth inverse frequency needs beside them.</summary>
internal sealed class TrainedVectors(GloveRecipe recipe, GloveVocabulary vocabulary, GloveTraining training, string corpusPath)
{
    private const int NeighboursKept = 5;

    // A group may hold all colours: the first of them say enough.
    private const int ShownOfGroup = 6;

    public string Write(ModelRevision revision, TrainingRun run, TrainingData data, RunPosition position, int pairs)
    {
        var vectors = training.Vectors();
        var text = Bytes(stream => GloveTextWriter.Write(stream, [.. vocabulary.Words, GloveVocabulary.UnknownToken], vectors));
        var digest = Convert.ToHexStringLower(SHA256.HashData(text));
        ModelPublisher.Write(revision, GloveModelConfiguration.VectorsFile, text);
        ModelPublisher.Write(revision, GloveModelConfiguration.CountsFile, Bytes(stream => WordCounts.Write(stream, vocabulary)));
        ModelPublisher.Write(revision, ModelManifest.FileName, Manifest(run.Record, data, digest, vectors.Length, SharedDirection(revision)).ToJson());
        ModelPublisher.Write(revision, "recipe.json", JsonSerializer.SerializeToUtf8Bytes(run.Record.Recipe, RecipeJson.Default.TrainingRecipe));
        var neighbours = new WordNeighbours(vocabulary.Words, vectors, recipe.VectorSize);
        ModelPublisher.Write(revision, "metrics.json", JsonSerializer.SerializeToUtf8Bytes(Metrics(run, position, pairs, neighbours), GloveJson.Default.GloveMetrics));
        ModelPublisher.Write(revision, "curves.png", PictureOf(run));
        ModelPublisher.Write(revision, "neighbours.png", NeighbourSheet.Draw($"{run.Record.RecipeName}: nearest words", neighbours, Shown()));
        return digest;
    }

    private IEnumerable<string> Shown() => recipe.Groups.SelectMany(group => group.Take(ShownOfGroup)).Distinct();

    private static byte[] PictureOf(TrainingRun run) =>
        Imaging.PictureCodec.EncodePng(CurveChart.LossPanel(run.Record.RecipeName, run.Journal.All()));

    private static byte[] Bytes(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }

    // Over the vectors as they are read again, six decimals and all.
    private double[] SharedDirection(ModelRevision revision)
    {
        var index = Path.Combine(revision.Folder, "vectors.index");
        using var vectors = GloveVectors.Open(Path.Combine(revision.Folder, GloveModelConfiguration.VectorsFile), indexPath: index);
        File.Delete(index);
        var counts = vocabulary.Words.Index().ToDictionary(entry => entry.Item, entry => vocabulary.Counts[entry.Index], StringComparer.Ordinal);
        return SifStatistics.SharedDirectionOf(File.ReadLines(corpusPath).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)), vectors, new SifStatistics(counts, a: recipe.Smoothing));
    }

    private ModelManifest Manifest(RunRecord record, TrainingData data, string digest, long values, double[] shared) => new()
    {
        Format = ModelManifest.CurrentFormat,
        Family = GloveModelConfiguration.Family,
        Default = record.Recipe.Default && record.Model == record.Recipe.Model,
        DataSet = data.Name,
        Width = data.Width,
        Height = data.Height,
        Parameters = values,
        WeightsFile = GloveModelConfiguration.VectorsFile,
        WeightsDigest = digest,
        Network = JsonSerializer.SerializeToElement(
            new GloveModelConfiguration { VectorSize = recipe.VectorSize, LowerCase = true, Smoothing = recipe.Smoothing, SharedDirection = shared },
            GloveJson.Default.GloveModelConfiguration),
    };

    private GloveMetrics Metrics(TrainingRun run, RunPosition position, int pairs, WordNeighbours neighbours)
    {
        StepEvent[] rounds = [.. run.Journal.All().OfType<StepEvent>()];
        return new GloveMetrics
        {
            Recipe = run.Record.RecipeName,
            Steps = position.Step,
            Seconds = Math.Round(position.Seconds, 1),
            Words = vocabulary.Words.Count,
            CorpusWords = vocabulary.Counts.Sum(),
            Pairs = pairs,
            Cost = [rounds[0].Loss, rounds[^1].Loss],
            GroupPrecision = neighbours.GroupPrecision(recipe.Groups),
            GroupPrecisionByChance = neighbours.GroupPrecisionByChance(recipe.Groups),
            Neighbours = Shown().ToDictionary(
                word => word, word => (IReadOnlyList<string>)[.. neighbours.Of(word, NeighboursKept).Select(entry => entry.Word)]),
        };
    }
}
