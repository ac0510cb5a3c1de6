using Inpaint.V1;

namespace Inpaint.Trainer.Running;

/// <summary>Judges a session on held-out samples. Called on the training thread.</summary>
internal interface IHeldOutEvaluation
{
    /// <summary>What there is without any training, to compare with.</summary>
    /// <param name="session">The session before its first step.</param>
    /// <param name="specification">The samples.</param>
    /// <param name="cancellationToken">Ends it.</param>
    TrainingEvaluation Baseline(TrainingSession session, BatchSpecification specification, CancellationToken cancellationToken);

    /// <summary>Judges the evaluated weights as they are.</summary>
    /// <param name="session">The session.</param>
    /// <param name="specification">The samples.</param>
    /// <param name="step">The step it is done after.</param>
    /// <param name="cancellationToken">Ends it.</param>
    TrainingEvaluation Run(TrainingSession session, BatchSpecification specification, long step, CancellationToken cancellationToken);
}
