using Inpaint.Models;
using Inpaint.Trainer.Batches;
using static TorchSharp.torch;

namespace Inpaint.Trainer.Networks;

/// <summary>A batch as tensors, in the scope of the step that uses it.</summary>
/// <param name="Pictures">Float32 [n, 3, height, width] in 0..1.</param>
/// <param name="Holes">Float32 [n, 1, height, width], 1 = hole.</param>
/// <param name="Embeddings">Float32 [n, embedding width]; null where the network is conditioned on none.</param>
/// <param name="Texts">The encoded descriptions; null where the network takes none, or no sample has one.</param>
/// <param name="Descriptions">One a sample; empty where the data set has none.</param>
public readonly record struct TrainingTensors(
    Tensor Pictures, Tensor Holes, Tensor? Embeddings, TokenSequence? Texts, IReadOnlyList<string> Descriptions)
{
    /// <summary>Makes tensors of a batch on a device.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="textWidth">Values of each token; 0: the network takes no text.</param>
    /// <param name="device">The device.</param>
    public static TrainingTensors From(TrainingBatch batch, int textWidth, Device device)
    {
        var (n, height, width) = (batch.Count, batch.Height, batch.Width);
        return new TrainingTensors(
            tensor(batch.Pictures, [n, 3, height, width], device: device).to(ScalarType.Float32) / 255,
            tensor(batch.Holes, [n, 1, height, width], device: device).to(ScalarType.Float32),
            batch.Embeddings is { } values ? tensor(values, [n, values.Length / n], device: device) : null,
            textWidth > 0 ? TokenSequence.Of(batch.Texts!, textWidth)?.To(device) : null,
            batch.Descriptions);
    }
}
