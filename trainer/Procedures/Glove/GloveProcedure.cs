using System.Text.Json;
using Inpaint.Models;
using Inpaint.Models.Glove;
using Inpaint.Trainer.Batches;
using Inpaint.Trainer.RecipeFiles;
using Inpaint.Trainer.Running;
using Inpaint.Trainer.Runs;

namespace Inpaint.Trainer.Procedures.Glove;

/// <summary>The procedure of word vectors: descriptions become a corpus, the corpus co-occurrences, and these vectors, a round a step.</summary>
public sealed class GloveProcedure(DataSetCatalogue catalogue, ServiceChannels services, TrainerOptions options, TimeProvider time) : ITrainingProcedure
{
    private const string CorpusName = "corpus.txt";

    /// <inheritdoc/>
    public async Task<string> ExecuteAsync(TrainingRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        var data = await catalogue.DescribeAsync(run.Record.Recipe.Data.Set, cancellationToken);
        run.RequireSameData(data);
        return await TrainingThread.RunAsync(() => Train(run, data, cancellationToken));
    }

    /// <summary>Reads the entry <c>network</c> of a recipe.</summary>
    /// <exception cref="RecipeException">It is none, or an entry is out of its range.</exception>
    internal static GloveRecipe ReadRecipe(string name, TrainingRecipe recipe)
    {
        try
        {
            var words = recipe.Network.ValueKind == JsonValueKind.Object ? recipe.Network.Deserialize<GloveRecipe>(RecipeReading.Options)! : new GloveRecipe();
            return words.Problem() is { } problem ? throw new RecipeException(name, problem) : words;
        }
        catch (JsonException exception)
        {
            throw new RecipeException(name, $"network: {exception.Message}", exception);
        }
    }

    private string Train(TrainingRun run, TrainingData data, CancellationToken cancellationToken)
    {
        var recipe = ReadRecipe(run.Record.RecipeName, run.Record.Recipe);
        var corpus = Path.Combine(run.Folder.Path, CorpusName);
        CorpusFile.Pull(corpus, new WholePass(services, options, time), data, cancellationToken);
        var (vocabulary, pairs) = Count(corpus, recipe, run.Folder.Path, cancellationToken);
        if (pairs.Length == 0)
            throw new TrainingException($"the descriptions of '{data.Name}' have no two words that occur {recipe.MinimumCount} times");

        var training = Begin(run.Record.Recipe, recipe, vocabulary.Words.Count);
        var from = File.Exists(run.Folder.Checkpoint) ? GloveCheckpoint.Read(run.Folder.Checkpoint, training) : default;
        var position = Rounds(run, recipe, training, pairs, from, cancellationToken);
        using var revision = ModelRevision.Begin(options.ModelsRoot, run.Record.Model, run.Record.RunId);
        var digest = new TrainedVectors(recipe, vocabulary, training, corpus).Write(revision, run, data, position, pairs.Length);
        revision.Publish(digest, time.GetUtcNow());
        Checkpoint.KeepJournal(run.Folder.Checkpoint, run.Journal.All());
        File.Delete(corpus);
        return digest;
    }

    private static (GloveVocabulary Vocabulary, Cooccurrence[] Pairs) Count(string corpus, GloveRecipe recipe, string folder, CancellationToken cancellationToken)
    {
        using var stream = File.OpenRead(corpus);
        var vocabulary = GloveVocabulary.Count(stream, recipe.MinimumCount, cancellationToken);
        stream.Position = 0;
        var counted = new CooccurrenceOptions { WindowSize = recipe.WindowSize, Symmetric = recipe.Symmetric, DistanceWeighting = recipe.DistanceWeighting };
        // What a killed part of the run spilled is of no use: counting begins anew.
        var spilled = Path.Combine(folder, "cooccurrences");
        if (Directory.Exists(spilled))
            Directory.Delete(spilled, recursive: true);
        Directory.CreateDirectory(spilled);
        Cooccurrence[] pairs = [.. CooccurrenceCounter.Count(stream, vocabulary, counted, spilled, cancellationToken)];
        Directory.Delete(spilled, recursive: true);
        return (vocabulary, pairs);
    }

    private static GloveTraining Begin(TrainingRecipe recipe, GloveRecipe words, int vocabulary)
    {
        var how = new GloveTrainingOptions
        {
            VectorSize = words.VectorSize,
            Eta = recipe.Optimizer.LearningRate,
            Alpha = words.Alpha,
            XMax = words.XMax,
            GradientClip = words.GradientClip,
        };
        return new GloveTraining(how, vocabulary, GloveTraining.DrawInitial(how, vocabulary, recipe.Seed));
    }

    private RunPosition Rounds(
        TrainingRun run, GloveRecipe recipe, GloveTraining training, Cooccurrence[] pairs, RunPosition position, CancellationToken cancellationToken)
    {
        var settings = run.Record.Recipe;
        var order = new TrainingRandom(~settings.Seed).Permutation(pairs.Length);
        var meter = new StepMeter(time, pairs.Length);
        while (position.Step < settings.Steps)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                GloveCheckpoint.Write(run.Folder.Checkpoint, training, position, run.Journal.All());
                cancellationToken.ThrowIfCancellationRequested();
            }

            // A round is not broken off: half of one is no place to go on from.
            var started = time.GetTimestamp();
            var cost = recipe.Parallel ? training.ParallelRound(pairs, order, CancellationToken.None) : training.Round(pairs, order, CancellationToken.None);
            if (!double.IsFinite(cost))
                throw new TrainingException($"the cost became {cost} in round {position.Step + 1}; the last checkpoint is from before");
            position = new RunPosition(position.Step + 1, position.Seconds + time.GetElapsedTime(started).TotalSeconds);
            run.Journal.Add(new StepEvent(position.Step, cost, settings.Optimizer.LearningRate, meter.Tick()));
            if (position.Step % settings.CheckpointEvery == 0 || position.Step == settings.Steps)
                GloveCheckpoint.Write(run.Folder.Checkpoint, training, position, run.Journal.All());
        }

        return position;
    }
}
