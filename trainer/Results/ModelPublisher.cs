using System.Text.Json;
using Inpaint.Models;
using Inpaint.Models.Weights;
using Inpaint.Trainer.Batches;
using Inpaint.Trainer.RecipeFiles;
using Inpaint.Trainer.Running;
using Inpaint.Trainer.Runs;
using Inpaint.V1;

namespace Inpaint.Trainer.Results;

/// <summary>Puts a trained model into the models folder as a new revision, which appears whole, by one rename.</summary>
public sealed class ModelPublisher(TrainerOptions options, TimeProvider time)
{
    /// <summary>Writes the revision. Called on the training thread.</summary>
    /// <returns>The digest of the weights.</returns>
    public string Publish(TrainingRun run, TrainingData data, TrainingSession session, RunPosition position, TrainingEvaluation test, TrainingEvaluation baseline)
    {
        using var revision = ModelRevision.Begin(options.ModelsRoot, run.Record.Model, run.Record.RunId);
        var folder = revision.Folder;
        var digest = SafetensorsWriter.Write(
            Path.Combine(folder, ModelManifest.WeightsFileName), NetworkWeights.Describe(session.Evaluated.Module));
        session.Evaluated.WriteFiles(folder);
        Write(revision, ModelManifest.FileName, Manifest(run.Record, data, session, digest).ToJson());
        Write(revision, "recipe.json", JsonSerializer.SerializeToUtf8Bytes(run.Record.Recipe, RecipeJson.Default.TrainingRecipe));
        Write(revision, "metrics.json", JsonSerializer.SerializeToUtf8Bytes(Metrics(run.Record, position, test, baseline), MetricsJson.Default.ModelMetrics));
        Write(revision, "curves.png", CurveChart.Draw(run.Record.RecipeName, run.Journal.All()));
        revision.Publish(digest, time.GetUtcNow());
        return digest;
    }

    /// <summary>Writes one of a revision's files.</summary>
    internal static void Write(ModelRevision revision, string name, ReadOnlySpan<byte> content) =>
        DurableFile.Write(Path.Combine(revision.Folder, name), content);

    private static ModelManifest Manifest(RunRecord record, TrainingData data, TrainingSession session, string digest)
    {
        var encoder = session.Evaluated.EmbeddingWidth > 0 ? data.Encoder : null;
        return new ModelManifest
        {
            Format = ModelManifest.CurrentFormat,
            Family = record.Recipe.Family,
            // An experiment under a name of its own does not take the default's place.
            Default = record.Recipe.Default && record.Model == record.Recipe.Model,
            DataSet = data.Name,
            Width = data.Width,
            Height = data.Height,
            Encoder = encoder?.Name,
            EncoderDigest = encoder?.Digest,
            EmbeddingWidth = session.Evaluated.EmbeddingWidth,
            Text = session.Evaluated.TextWidth > 0 ? data.Text : null,
            Parameters = NetworkWeights.CountParameters(session.Evaluated.Module),
            WeightsDigest = digest,
            Network = session.Evaluated.Configuration,
        };
    }

    private static ModelMetrics Metrics(RunRecord record, RunPosition position, TrainingEvaluation test, TrainingEvaluation baseline) => new()
    {
        Recipe = record.RecipeName,
        Steps = position.Step,
        Samples = position.Step * record.Recipe.Data.BatchSize,
        Seconds = Math.Round(position.Seconds, 1),
        TestSamples = test.Samples,
        Completed = ScoreFigures.From(test.Scores),
        Partial = ScoreFigures.From(baseline.Scores),
        Retrieval = RetrievalFigures.From(test.Retrieval),
        RetrievalBefore = RetrievalFigures.From(baseline.Retrieval),
    };
}
