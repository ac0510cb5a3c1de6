using Inpaint.Trainer.Batches;
using Inpaint.Trainer.Results;
using Inpaint.V1;

namespace Inpaint.Trainer.Running;

/// <summary>Judges a session on held-out samples: they come from augmentation, and scoring scores them.</summary>
internal sealed class HeldOutEvaluation(
    ServiceChannels services,
    HeldOutScoring scoring,
    BatchDecoder decoder,
    DescriptionEncoder? texts,
    TrainerOptions options,
    TimeProvider time)
{
    /// <summary>Completes the samples and has them scored. Called on the training thread.</summary>
    /// <param name="session">Predicts; null leaves the holes white.</param>
    /// <param name="specification">The samples.</param>
    /// <param name="step">The step it is done after.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public TrainingEvaluation Run(TrainingSession? session, BatchSpecification specification, long step, CancellationToken cancellationToken)
    {
        var pictures = Complete(session, specification, cancellationToken);
        var scores = TrainingThread.Await(scoring.MeanAsync(pictures, cancellationToken));
        return new TrainingEvaluation { Step = step, Samples = pictures.Count, Scores = scores, Split = specification.Split };
    }

    private List<CompletedPicture> Complete(TrainingSession? session, BatchSpecification specification, CancellationToken cancellationToken)
    {
        var pictures = new List<CompletedPicture>();
        var batches = new BatchReader(services.Augmentation, specification, decoder, texts, options, time, cancellationToken);
        try
        {
            while (TrainingThread.Await(batches.NextAsync(cancellationToken).AsTask()) is { } batch)
                pictures.AddRange(CompletedPictures.From(batch, session?.Predict(batch)));
        }
        finally
        {
            batches.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        return pictures.Count > 0 ? pictures : throw new TrainingException($"the data set '{specification.DataSet}' has no samples in {specification.Split}");
    }
}
