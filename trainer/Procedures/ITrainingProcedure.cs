using Inpaint.Trainer.Runs;

namespace Inpaint.Trainer.Procedures;

/// <summary>What becomes of a run of a certain kind, from its record to a published model.</summary>
public interface ITrainingProcedure
{
    /// <summary>Trains, judges, publishes. A run that has a checkpoint goes on from it.</summary>
    /// <returns>The digest of the published weights.</returns>
    /// <exception cref="TrainingException">It failed for good.</exception>
    Task<string> ExecuteAsync(TrainingRun run, CancellationToken cancellationToken);
}
