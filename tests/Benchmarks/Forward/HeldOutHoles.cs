using Inpaint.Benchmarks.Caching;
using Inpaint.Imaging;
using Inpaint.Models.Parametric;
using Inpaint.Trainer.Batches;
using Inpaint.V1;

namespace Inpaint.Benchmarks.Forward;

/// <summary>Whole bicycles of one part of the data set, their holes and what is known of their designs, as a UNet's plan takes them.</summary>
internal sealed class HeldOutHoles(TrainingBatch batch)
{
    private const long Seed = 17;

    public int Count => batch.Count;

    /// <summary>Draws some.</summary>
    public static HeldOutHoles Draw(AugmentationService.AugmentationServiceClient augmentation, Split split, int count, int width, int height, CancellationToken cancellationToken)
    {
        using var call = augmentation.PullBatches(deadline: DateTime.UtcNow.AddMinutes(2), cancellationToken: cancellationToken);
        var open = new BatchSpecification { DataSet = "bikes", Split = split, BatchSize = count, BatchCount = 1, Seed = Seed, MaskKind = MaskKind.Rectangle };
        call.RequestStream.WriteAsync(new PullBatchesRequest { Open = open }, cancellationToken).GetAwaiter().GetResult();
        call.RequestStream.WriteAsync(new PullBatchesRequest { Demand = 1 }, cancellationToken).GetAwaiter().GetResult();
        if (!call.ResponseStream.MoveNext(cancellationToken).GetAwaiter().GetResult())
            throw new InvalidOperationException($"The data set 'bikes' served no batch of its part {split}.");
        return new HeldOutHoles(new BatchDecoder(width, height, new ParametricEncoder(Designs.Schema)).Decode(call.ResponseStream.Current));
    }

    /// <summary>Picture, mask and embedding of one sample; the picture is white in its hole.</summary>
    public float[][] Inputs(int index)
    {
        var plane = batch.Width * batch.Height;
        var hole = batch.Holes.AsSpan(index * plane, plane).ToArray();
        var picture = batch.Pictures.AsSpan(3 * index * plane, 3 * plane).ToArray();
        var width = batch.Embeddings!.Length / batch.Count;
        return
        [
            [.. picture.Select((level, i) => hole[i % plane] != 0 ? 1 : level / 255f)],
            [.. hole.Select(value => (float)value)],
            batch.Embeddings.AsSpan(index * width, width).ToArray(),
        ];
    }

    /// <summary>How near a predicted picture, pasted into the known one, is to the whole.</summary>
    /// <param name="index">The sample.</param>
    /// <param name="predicted">[3, height, width] in 0..1.</param>
    public double Composite(int index, float[] predicted)
    {
        var plane = batch.Width * batch.Height;
        var whole = Interleave(i => batch.Pictures[(3 * index * plane) + i]);
        var made = Interleave(i => (byte)Math.Clamp(MathF.Round(predicted[i] * 255, MidpointRounding.AwayFromZero), 0, 255));
        var hole = new HoleMask(batch.Width, batch.Height, batch.Holes.AsSpan(index * plane, plane).ToArray());
        return Similarity.Compare(MaskedPictures.Paste(whole, made, hole), whole, hole).Composite;
    }

    private RgbImage Interleave(Func<int, byte> level)
    {
        var plane = batch.Width * batch.Height;
        var pixels = new byte[3 * plane];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = level((i % 3 * plane) + (i / 3));
        return new RgbImage(batch.Width, batch.Height, pixels);
    }
}
