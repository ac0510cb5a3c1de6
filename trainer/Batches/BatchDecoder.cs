using System.Runtime.InteropServices;
using Inpaint.Models.Parametric;
using Inpaint.V1;

namespace Inpaint.Trainer.Batches;

/// <summary>Turns a batch on the wire into arrays and checks that it is what was asked for.</summary>
/// <param name="width">Width of the pictures; 0: the batches have none.</param>
/// <param name="height">Height of the pictures.</param>
/// <param name="encoder">Encodes the parameters; null where the network is conditioned on none.</param>
public sealed class BatchDecoder(int width, int height, ParametricEncoder? encoder)
{
    private const int MostSamples = 1024;

    /// <summary>Decodes a batch.</summary>
    /// <exception cref="TrainingException">It is not of the form that its contract states.</exception>
    public TrainingBatch Decode(PullBatchesResponse response)
    {
        if (width == 0)
            return DecodeFacts(response);
        var count = response.Pictures is { Shape.Count: > 0 } pictures ? pictures.Shape[0] : 0;
        if (count is < 1 or > MostSamples)
            throw new TrainingException($"augmentation served a batch of {count} pictures");
        Require("pictures", response.Pictures, ElementType.Uint8, 1, [count, 3, height, width]);
        Require("masks", response.Masks, ElementType.Uint8, 1, [count, 1, height, width]);
        return new TrainingBatch(
            response.BatchIndex,
            (int)count,
            width,
            height,
            response.Pictures!.Data.ToByteArray(),
            response.Masks.Data.ToByteArray(),
            Encode(response, (int)count))
        {
            Descriptions = Descriptions(response, (int)count),
        };
    }

    // Of batches without pictures the samples' names are counted.
    private TrainingBatch DecodeFacts(PullBatchesResponse response)
    {
        var count = response.SampleIds.Count;
        if (count is < 1 or > MostSamples)
            throw new TrainingException($"augmentation served a batch of {count} samples");
        return new TrainingBatch(response.BatchIndex, count, 0, 0, [], [], Encode(response, count)) { Descriptions = Descriptions(response, count) };
    }

    private static IReadOnlyList<string> Descriptions(PullBatchesResponse response, int count) => response.Descriptions.Count is 0 || response.Descriptions.Count == count
        ? [.. response.Descriptions]
        : throw new TrainingException($"augmentation served {response.Descriptions.Count} descriptions of {count} samples");

    private float[]? Encode(PullBatchesResponse response, int count)
    {
        if (encoder is null)
            return null;
        var parameters = encoder.Schema.Count;
        Require("parameters", response.Parameters, ElementType.Float64, sizeof(double), [count, parameters]);
        var values = MemoryMarshal.Cast<byte, double>(response.Parameters.Data.Span);
        var embeddings = new float[count * encoder.Width];
        for (var i = 0; i < count; i++)
            encoder.Encode(values.Slice(i * parameters, parameters)).CopyTo(embeddings, i * encoder.Width);
        return embeddings;
    }

    private static void Require(string field, NumericArray? array, ElementType type, int elementSize, long[] shape)
    {
        if (array is null || array.ElementType != type || !array.Shape.SequenceEqual(shape) || array.Data.Length != shape.Aggregate((long)elementSize, (a, b) => a * b))
            throw new TrainingException($"augmentation served {field} that are not {type} [{string.Join(", ", shape)}]");
    }
}
