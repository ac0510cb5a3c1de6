using Inpaint.Trainer.Batches;
using Inpaint.Trainer.Networks;
using Inpaint.Trainer.Results;
using Inpaint.V1;

namespace Inpaint.Trainer.Running;

/// <summary>Judges a network that completes pictures: scoring scores what it makes of held-out samples.</summary>
internal sealed class CompletionEvaluation(
    ServiceChannels services,
    HeldOutScoring scoring,
    BatchDecoder decoder,
    DescriptionEncoder? texts,
    TrainerOptions options,
    TimeProvider time) : IHeldOutEvaluation
{
    /// <inheritdoc/>
    /// <remarks>The same pictures with their holes left white.</remarks>
    public TrainingEvaluation Baseline(TrainingSession session, BatchSpecification specification, CancellationToken cancellationToken) =>
        Score(session: null, specification, step: 0, cancellationToken);

    /// <inheritdoc/>
    public TrainingEvaluation Run(TrainingSession session, BatchSpecification specification, long step, CancellationToken cancellationToken) =>
        Score(session, specification, step, cancellationToken);

    private TrainingEvaluation Score(TrainingSession? session, BatchSpecification specification, long step, CancellationToken cancellationToken)
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
                pictures.AddRange(CompletedPictures.From(batch, session?.Evaluate(batch, Predict)));
        }
        finally
        {
            batches.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        return pictures.Count > 0 ? pictures : throw new TrainingException($"the data set '{specification.DataSet}' has no samples in {specification.Split}");
    }

    private static float[] Predict(ITrainedNetwork network, TrainingTensors batch) =>
        ((ICompletingNetwork)network).Predict(batch).cpu().contiguous().data<float>().ToArray();
}
