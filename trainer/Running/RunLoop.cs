using Inpaint.Trainer.Batches;
using Inpaint.Trainer.RecipeFiles;
using Inpaint.Trainer.Results;
using Inpaint.Trainer.Runs;

namespace Inpaint.Trainer.Running;

/// <summary>The steps of one run, from its checkpoint or from the beginning to its end, on the training thread.</summary>
internal sealed class RunLoop(TrainingRun run, TrainingSession session, BatchReader batches, IHeldOutEvaluation evaluation, TimeProvider time)
{
    private readonly TrainingRecipe _recipe = run.Record.Recipe;
    private readonly StepMeter _meter = new(time, run.Record.Recipe.Data.BatchSize);
    private RunPosition _position;
    private long _checkpointed;

    /// <summary>Goes on from a position to the last step.</summary>
    /// <returns>The position at the end.</returns>
    /// <exception cref="OperationCanceledException">The run was stopped; a checkpoint holds all steps done.</exception>
    /// <exception cref="TrainingException">It cannot go on; a checkpoint holds all sound steps done.</exception>
    public RunPosition Execute(RunPosition from, CancellationToken cancellationToken)
    {
        _position = from;
        _checkpointed = from.Step;
        while (_position.Step < _recipe.Steps)
        {
            var started = time.GetTimestamp();
            var batch = NextBatch(cancellationToken);
            Step(batch);
            _position = new RunPosition(_position.Step + 1, _position.Seconds + time.GetElapsedTime(started).TotalSeconds);
            if (_position.Step % _recipe.Evaluation.Every == 0 && _position.Step < _recipe.Steps)
                Evaluate(cancellationToken);
            if (_position.Step % _recipe.CheckpointEvery == 0)
                WriteCheckpoint();
        }

        WriteCheckpoint();
        return _position;
    }

    private TrainingBatch NextBatch(CancellationToken cancellationToken) => BetweenSteps(() =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        return TrainingThread.Await(batches.NextAsync(cancellationToken).AsTask())
            ?? throw new TrainingException($"augmentation ended the batches after step {_position.Step} of {_recipe.Steps}");
    });

    private void Step(TrainingBatch batch)
    {
        var number = _position.Step + 1;
        var (loss, rate) = session.Step(batch, number);
        run.Journal.Add(new StepEvent(number, loss, rate, _meter.Tick()));
    }

    private void Evaluate(CancellationToken cancellationToken)
    {
        var scored = BetweenSteps(() => evaluation.Run(session, HeldOutBatches.Validation(_recipe), _position.Step, cancellationToken));
        run.Journal.Add(new EvaluationEvent(scored));
    }

    // What fails between two steps leaves the tensors whole: keep them. What fails within a step does not.
    private T BetweenSteps<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is OperationCanceledException or TrainingException)
        {
            WriteCheckpoint();
            throw;
        }
    }

    private void WriteCheckpoint()
    {
        if (_position.Step == _checkpointed)
            return;
        Checkpoint.Write(run.Folder.Checkpoint, session, _position, run.Journal.All());
        _checkpointed = _position.Step;
    }
}
