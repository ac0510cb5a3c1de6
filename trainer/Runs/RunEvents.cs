using Inpaint.V1;

namespace Inpaint.Trainer.Runs;

/// <summary>Something that happened in a run, in the order in which it happened.</summary>
public abstract record RunEvent
{
    /// <summary>The step it belongs to, counted from 1.</summary>
    public abstract long Step { get; }
}

/// <summary>A step was done.</summary>
/// <param name="Number">Which, counted from 1.</param>
/// <param name="Loss">The loss before the step.</param>
/// <param name="LearningRate">The learning rate in force.</param>
/// <param name="SamplesPerSecond">Samples a second over the latest steps.</param>
public sealed record StepEvent(long Number, double Loss, double LearningRate, double SamplesPerSecond) : RunEvent
{
    /// <inheritdoc/>
    public override long Step => Number;
}

/// <summary>Held-out samples were scored.</summary>
/// <param name="Evaluation">After which step, how many samples, and their mean figures.</param>
public sealed record EvaluationEvent(TrainingEvaluation Evaluation) : RunEvent
{
    /// <inheritdoc/>
    public override long Step => Evaluation.Step;
}
