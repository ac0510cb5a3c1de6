namespace Inpaint.Trainer.Batches;

/// <summary>One batch as plain arrays: tensors are made of it on the training thread alone.</summary>
/// <param name="Index">Index of the batch, counted from 0 over all epochs.</param>
/// <param name="Count">Samples in it, n.</param>
/// <param name="Width">Width of its pictures.</param>
/// <param name="Height">Height of its pictures.</param>
/// <param name="Pictures">The whole pictures, [n, 3, height, width].</param>
/// <param name="Holes">The masks, [n, 1, height, width], 1 = hole.</param>
/// <param name="Embeddings">The encoded parameters, [n, embedding width]; null where the network is conditioned on none.</param>
public sealed record TrainingBatch(long Index, int Count, int Width, int Height, byte[] Pictures, byte[] Holes, float[]? Embeddings)
{
    /// <summary>Each sample's token vectors, one after the other, empty where it has no text; null where the network takes none.</summary>
    public float[][]? Texts { get; init; }

    /// <summary>One description a sample; empty where the data set has none.</summary>
    public IReadOnlyList<string> Descriptions { get; init; } = [];
}
