using System.Text.Json;
using Inpaint.Models;
using Inpaint.Models.Parametric;
using Inpaint.Trainer.Batches;
using Inpaint.Trainer.Networks;
using Inpaint.Trainer.RecipeFiles;
using Inpaint.Trainer.Results;
using Inpaint.Trainer.Running;
using Inpaint.Trainer.Runs;
using Inpaint.V1;
using TorchSharp;

namespace Inpaint.Trainer.Procedures.Parametric;

/// <summary>
/// The procedure of networks that fill designs: whole designs are pulled once, hidden anew at every step, and intervals are fitted on the
/// validation designs.
/// </summary>
public sealed class ParametricProcedure(DataSetCatalogue catalogue, ServiceChannels services, TrainerOptions options, TimeProvider time) : ITrainingProcedure
{
    // Not the recipe's: runs of different seeds are judged alike.
    private const long CalibrationSeed = 20_240_518;

    // Of each design so many ways to hide something in each stratum: more would repeat the same designs' errors.
    private const int TimesHidden = 4;

    /// <inheritdoc/>
    public async Task<string> ExecuteAsync(TrainingRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        var data = await catalogue.DescribeAsync(run.Record.Recipe.Data.Set, cancellationToken);
        run.RequireSameData(data);
        return await TrainingThread.RunAsync(() => Train(run, data, cancellationToken));
    }

    private string Train(TrainingRun run, TrainingData data, CancellationToken cancellationToken)
    {
        torch.set_num_threads(options.Threads);
        var pass = new WholePass(services, options, time);
        using var session = new TrainingSession(run.Record.RecipeName, run.Record.Recipe, data);
        var from = File.Exists(run.Folder.Checkpoint) ? Checkpoint.Read(run.Folder.Checkpoint, session) : default;
        var position = Steps(run, session, DesignTable.Pull(pass, data, Split.Train, cancellationToken), from, cancellationToken);

        var network = ((TrainedParametric)session.Evaluated).Network;
        network.eval();
        var validation = DesignTable.Pull(pass, data, Split.Validation, cancellationToken);
        var intervals = HiddenDesigns.Score(network, validation, TimesHidden, CalibrationSeed).ToTable();
        var test = DesignTable.Pull(pass, data, Split.Test, cancellationToken);
        var digest = Publish(run, data, network, intervals, test, position);
        Checkpoint.KeepJournal(run.Folder.Checkpoint, run.Journal.All());
        return digest;
    }

    private RunPosition Steps(TrainingRun run, TrainingSession session, DesignTable designs, RunPosition position, CancellationToken cancellationToken)
    {
        var recipe = run.Record.Recipe;
        var meter = new StepMeter(time, recipe.Data.BatchSize);
        while (position.Step < recipe.Steps)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                Checkpoint.Write(run.Folder.Checkpoint, session, position, run.Journal.All());
                cancellationToken.ThrowIfCancellationRequested();
            }

            var started = time.GetTimestamp();
            var (loss, rate) = session.Step(designs.Batch(position.Step, recipe.Data.BatchSize, recipe.Seed), position.Step + 1);
            position = new RunPosition(position.Step + 1, position.Seconds + time.GetElapsedTime(started).TotalSeconds);
            run.Journal.Add(new StepEvent(position.Step, loss, rate, meter.Tick()));
            if (position.Step % recipe.CheckpointEvery == 0 || position.Step == recipe.Steps)
                Checkpoint.Write(run.Folder.Checkpoint, session, position, run.Journal.All());
        }

        return position;
    }

    private string Publish(TrainingRun run, TrainingData data, ParameterNetwork network, IntervalTable intervals, DesignTable test, RunPosition position)
    {
        var record = run.Record;
        using var revision = ModelRevision.Begin(options.ModelsRoot, record.Model, record.RunId);
        var digest = ParameterModel.WriteWeights(Path.Combine(revision.Folder, ModelManifest.WeightsFileName), network, intervals);
        ModelPublisher.Write(revision, ModelManifest.FileName, Manifest(record, data, network, digest).ToJson());
        ModelPublisher.Write(revision, "recipe.json", JsonSerializer.SerializeToUtf8Bytes(record.Recipe, RecipeJson.Default.TrainingRecipe));
        var judged = new TestedDesigns(network, intervals, test, CalibrationSeed + 1);
        ModelPublisher.Write(revision, "metrics.json", JsonSerializer.SerializeToUtf8Bytes(judged.Metrics(record, position), ParametricMetricsJson.Default.ParametricMetrics));
        var losses = CurveChart.LossPanel(record.RecipeName, run.Journal.All(), logarithmic: false);
        ModelPublisher.Write(revision, "curves.png", CurveChart.Stack(losses, judged.DrawCoverage(record.RecipeName)));
        revision.Publish(digest, time.GetUtcNow());
        return digest;
    }

    private static ModelManifest Manifest(RunRecord record, TrainingData data, ParameterNetwork network, string digest) => new()
    {
        Format = ModelManifest.CurrentFormat,
        Family = ParameterNetwork.Family,
        Default = record.Recipe.Default && record.Model == record.Recipe.Model,
        DataSet = data.Name,
        Width = data.Width,
        Height = data.Height,
        Encoder = data.Encoder!.Name,
        EncoderDigest = data.Encoder.Digest,
        EmbeddingWidth = data.Encoder.Width,
        Parameters = NetworkWeights.CountParameters(network),
        WeightsDigest = digest,
        Network = JsonSerializer.SerializeToElement(network.Configuration, NetworkJson.Default.ParameterNetworkConfiguration),
    };
}
