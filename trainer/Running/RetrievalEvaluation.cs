using Inpaint.Models.Clip;
using Inpaint.Trainer.Batches;
using Inpaint.Trainer.Networks;
using Inpaint.V1;

namespace Inpaint.Trainer.Running;

/// <summary>Judges a network that embeds: among held-out pairs each text is to find its picture, and each picture its text.</summary>
internal sealed class RetrievalEvaluation(ServiceChannels services, BatchDecoder decoder, TrainerOptions options, TimeProvider time) : IHeldOutEvaluation
{
    /// <inheritdoc/>
    /// <remarks>The network as it begins: drawn at random, or about to be fine-tuned.</remarks>
    public TrainingEvaluation Baseline(TrainingSession session, BatchSpecification specification, CancellationToken cancellationToken) =>
        Run(session, specification, step: 0, cancellationToken);

    /// <inheritdoc/>
    public TrainingEvaluation Run(TrainingSession session, BatchSpecification specification, long step, CancellationToken cancellationToken)
    {
        var (pictures, texts, count) = (new List<float>(), new List<float>(), 0);
        var batches = new BatchReader(services.Augmentation, specification, decoder, texts: null, options, time, cancellationToken);
        try
        {
            while (TrainingThread.Await(batches.NextAsync(cancellationToken).AsTask()) is { } batch)
            {
                var embedded = session.Evaluate(batch, Embed);
                pictures.AddRange(embedded.Pictures);
                texts.AddRange(embedded.Texts);
                count += batch.Count;
            }
        }
        finally
        {
            batches.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        if (count == 0)
            throw new TrainingException($"the data set '{specification.DataSet}' has no samples in {specification.Split}");
        var retrieval = new EmbeddingRetrieval([.. pictures], [.. texts], pictures.Count / count, [.. Enumerable.Range(0, count)]);
        return new TrainingEvaluation { Step = step, Samples = count, Split = specification.Split, Retrieval = Scores(retrieval) };
    }

    private static (float[] Pictures, float[] Texts) Embed(ITrainedNetwork network, TrainingTensors batch)
    {
        var (pictures, texts) = ((IEmbeddingNetwork)network).Embed(batch);
        return (pictures.cpu().contiguous().data<float>().ToArray(), texts.cpu().contiguous().data<float>().ToArray());
    }

    private static RetrievalScores Scores(EmbeddingRetrieval retrieval) => new()
    {
        TextToPicture = retrieval.TextToPictureRecall(1),
        PictureToText = retrieval.PictureToTextRecall(1),
        MatchedCosine = retrieval.PairCosines().Average(cosine => (double)cosine),
        MismatchedCosine = retrieval.MeanMismatchedCosine(),
    };
}
