using Inpaint.V1;

namespace Inpaint.Trainer.Batches;

/// <summary>Pulls every sample of a split once, in order, with all its parameters: for what is trained on tables and texts that fit into memory.</summary>
internal sealed class WholePass(ServiceChannels services, TrainerOptions options, TimeProvider time)
{
    private const int BatchSize = 500;

    /// <summary>Pulls a split. Called on the training thread.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="split">The split.</param>
    /// <param name="decoder">Decodes the batches.</param>
    /// <param name="take">Takes one batch: it, and how many of its samples belong to the pass.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public void Read(TrainingData data, Split split, BatchDecoder decoder, Action<TrainingBatch, int> take, CancellationToken cancellationToken)
    {
        var specification = new BatchSpecification
        {
            DataSet = data.Name,
            Split = split,
            BatchSize = BatchSize,
            // Training has no end of its own; the last batch may hold the beginning of another pass.
            BatchCount = split == Split.Train ? (data.TrainSamples + BatchSize - 1) / BatchSize : 0,
            UnknownShare = 0,
            KeepOrder = true,
            WithoutPictures = true,
        };
        var left = split == Split.Train ? data.TrainSamples : long.MaxValue;
        var batches = new BatchReader(services.Augmentation, specification, decoder, texts: null, options, time, cancellationToken);
        try
        {
            while (Running.TrainingThread.Await(batches.NextAsync(cancellationToken).AsTask()) is { } batch)
            {
                var own = (int)Math.Min(left, batch.Count);
                take(batch, own);
                left -= own;
            }
        }
        finally
        {
            batches.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
