using Inpaint.Models;
using Inpaint.Models.Clip;
using Inpaint.Trainer.Batches;
using Inpaint.Trainer.Contrastive;
using Inpaint.Trainer.Networks;
using Inpaint.Trainer.Procedures;
using Inpaint.Trainer.RecipeFiles;
using Inpaint.Trainer.Results;
using Inpaint.Trainer.Runs;
using Inpaint.V1;
using TorchSharp;

namespace Inpaint.Trainer.Running;

/// <summary>The procedure of families that complete pictures: steps on pulled batches, judged by the scores of completed pictures.</summary>
public sealed class RunExecutor(
    DataSetCatalogue catalogue,
    ServiceChannels services,
    HeldOutScoring scoring,
    ClipPreparation clip,
    ModelPublisher publisher,
    TrainerOptions options,
    TimeProvider time) : ITrainingProcedure
{
    /// <inheritdoc/>
    public async Task<string> ExecuteAsync(TrainingRun run, CancellationToken cancellationToken)
    {
        var data = await catalogue.DescribeAsync(run.Record.Recipe.Data.Set, cancellationToken);
        if (run.Record.Recipe.Data.TextEncoder is { } encoder)
            data = data with { Text = await catalogue.DescribeTextEncoderAsync(encoder, cancellationToken) };
        run.RequireSameData(data);
        if (run.Record.Recipe.Family == ClipModel.Family)
            data = data with { Clip = clip.Prepare(run.Record.RecipeName, run.Record.Recipe, data) };
        return await TrainingThread.RunAsync(() => Train(run, data, cancellationToken));
    }

    private string Train(TrainingRun run, TrainingData data, CancellationToken cancellationToken)
    {
        torch.set_num_threads(options.Threads);
        var recipe = run.Record.Recipe;
        using var session = new TrainingSession(run.Record.RecipeName, recipe, data, ComputeDevice.Find(options.Device));
        var decoder = new BatchDecoder(data.Width, data.Height, session.Network.EmbeddingWidth > 0 ? data.Encoder : null);
        IHeldOutEvaluation evaluation = session.Network is IEmbeddingNetwork
            ? new RetrievalEvaluation(services, decoder, options, time)
            : new CompletionEvaluation(services, scoring, decoder, Texts(recipe, data, share: 1), options, time);

        var test = HeldOutBatches.Test(recipe);
        // Before the checkpoint is read: a run that goes on compares with the same beginning.
        var baseline = evaluation.Baseline(session, test, cancellationToken);
        var from = File.Exists(run.Folder.Checkpoint) ? Checkpoint.Read(run.Folder.Checkpoint, session) : default;
        var position = Steps(run, session, decoder, Texts(recipe, data, recipe.Data.TextShare), evaluation, from, cancellationToken);
        var final = evaluation.Run(session, test, position.Step, cancellationToken);
        run.Journal.Add(new EvaluationEvent(final));
        var digest = publisher.Publish(run, data, session, position, final, baseline);
        Checkpoint.KeepJournal(run.Folder.Checkpoint, run.Journal.All());
        return digest;
    }

    private DescriptionEncoder? Texts(TrainingRecipe recipe, TrainingData data, double share) =>
        data.Text is null ? null : new DescriptionEncoder(services.TextEncoder, data.Text, share, recipe.Seed, options, time);

    private RunPosition Steps(
        TrainingRun run, TrainingSession session, BatchDecoder decoder, DescriptionEncoder? texts, IHeldOutEvaluation evaluation, RunPosition from,
        CancellationToken cancellationToken)
    {
        var recipe = run.Record.Recipe;
        var specification = new BatchSpecification
        {
            DataSet = recipe.Data.Set,
            Split = Split.Train,
            BatchSize = recipe.Data.BatchSize,
            Seed = recipe.Seed,
            FirstBatch = from.Step,
            MaskKind = recipe.Data.MaskKind,
            UnknownShare = recipe.Data.UnknownShare,
            Mirror = recipe.Data.Mirror,
            FreshDescriptions = recipe.Data.FreshDescriptions,
        };
        var batches = new BatchReader(services.Augmentation, specification, decoder, texts, options, time, cancellationToken);
        try
        {
            return new RunLoop(run, session, batches, evaluation, time).Execute(from, cancellationToken);
        }
        finally
        {
            batches.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
