using System.Buffers.Binary;
using Google.Protobuf;
using Inpaint.Augmentation.DataSets;
using Inpaint.Imaging;
using Inpaint.V1;

namespace Inpaint.Augmentation.Batches;

/// <summary>Makes batches: the n-th one follows from the plan and n alone, whoever makes it and in whatever order.</summary>
internal static class BatchBuilder
{
    private const long MaskStream = 2;
    private const long UnknownStream = 3;
    private const long MirrorStream = 4;
    private const long WordStream = 5;

    /// <summary>What a sample takes in a message, in bytes, but for its name and description.</summary>
    public static long SampleBytes(IDataSet dataSet, bool withoutPictures) =>
        (withoutPictures ? 0 : 4L * dataSet.Width * dataSet.Height) + 8L * (dataSet.Parameters?.Count ?? 0);

    /// <summary>Makes one batch.</summary>
    /// <param name="plan">What the batches are.</param>
    /// <param name="batch">Which one.</param>
    /// <param name="cancellationToken">Looked at between samples.</param>
    public static PullBatchesResponse Build(BatchPlan plan, long batch, CancellationToken cancellationToken)
    {
        var places = plan.Places(batch);
        return plan.Specification.WithoutPictures ? BuildFacts(plan, batch, places, cancellationToken) : BuildPictures(plan, batch, places, cancellationToken);
    }

    private static PullBatchesResponse BuildPictures(BatchPlan plan, long batch, BatchPlan.Place[] places, CancellationToken cancellationToken)
    {
        var (width, height) = (plan.DataSet.Width, plan.DataSet.Height);
        var plane = width * height;
        var pictures = new byte[places.Length * 3 * plane];
        var masks = new byte[places.Length * plane];
        var facts = new SampleFacts[places.Length];
        for (var i = 0; i < places.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sample = plan.DataSet.Get(plan.Specification.Split, places[i].Index);
            var mirrored = IsMirrored(plan, places[i].Position);
            WritePlanes(sample.Picture, mirrored, pictures.AsSpan(i * 3 * plane, 3 * plane));
            WriteMask(plan, sample, places[i].Position, mirrored, masks.AsSpan(i * plane, plane));
            facts[i] = sample.Facts;
        }

        var response = WriteFacts(plan, batch, places, facts);
        response.Pictures = Array(ElementType.Uint8, pictures, places.Length, 3, height, width);
        response.Masks = Array(ElementType.Uint8, masks, places.Length, 1, height, width);
        return response;
    }

    private static PullBatchesResponse BuildFacts(BatchPlan plan, long batch, BatchPlan.Place[] places, CancellationToken cancellationToken)
    {
        var facts = new SampleFacts[places.Length];
        for (var i = 0; i < places.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            facts[i] = plan.DataSet.GetFacts(plan.Specification.Split, places[i].Index);
        }

        return WriteFacts(plan, batch, places, facts);
    }

    private static PullBatchesResponse WriteFacts(BatchPlan plan, long batch, BatchPlan.Place[] places, SampleFacts[] facts)
    {
        var parameters = plan.DataSet.Parameters?.Count ?? 0;
        var values = new double[places.Length * parameters];
        var response = new PullBatchesResponse { BatchIndex = batch };
        for (var i = 0; i < places.Length; i++)
        {
            if (facts[i].Parameters is { } known)
                WriteParameters(plan, known, places[i].Position, values.AsSpan(i * parameters, parameters));
            response.SampleIds.Add(facts[i].Id);
            response.Descriptions.Add(Description(plan, facts[i], places[i]));
        }

        if (response.Descriptions.All(description => description.Length == 0))
            response.Descriptions.Clear();
        if (parameters > 0)
            response.Parameters = Array(ElementType.Float64, LittleEndian(values), places.Length, parameters);
        return response;
    }

    private static string Description(BatchPlan plan, SampleFacts sample, BatchPlan.Place place)
    {
        if (!plan.Specification.FreshDescriptions)
            return sample.Description;
        var variation = (long)new SplitMix64(plan.Specification.Seed, WordStream, place.Position).NextBits();
        return plan.DataSet.Describe(plan.Specification.Split, place.Index, variation) ?? sample.Description;
    }

    private static bool IsMirrored(BatchPlan plan, long position) =>
        plan.Specification.Mirror && new SplitMix64(plan.Specification.Seed, MirrorStream, position).Chance(.5);

    private static void WritePlanes(RgbImage picture, bool mirrored, Span<byte> planes)
    {
        var plane = picture.Width * picture.Height;
        var red = planes[..plane];
        var green = planes.Slice(plane, plane);
        var blue = planes.Slice(2 * plane, plane);
        ReadOnlySpan<byte> pixels = picture.Pixels;
        for (var i = 0; i < plane; i++)
        {
            var pixel = pixels.Slice(3 * i, 3);
            (red[i], green[i], blue[i]) = (pixel[0], pixel[1], pixel[2]);
        }

        if (!mirrored)
            return;
        for (var row = 0; row < 3 * picture.Height; row++)
            planes.Slice(row * picture.Width, picture.Width).Reverse();
    }

    private static void WriteMask(BatchPlan plan, Sample sample, long position, bool mirrored, Span<byte> mask)
    {
        var (kind, width, height) = (plan.Specification.MaskKind, sample.Picture.Width, sample.Picture.Height);
        if (kind is MaskKind.Unspecified or MaskKind.Own && sample.OwnMask is { } own)
        {
            own.Hole.CopyTo(mask);
            for (var row = 0; mirrored && row < height; row++)
                mask.Slice(row * width, width).Reverse();
            return;
        }

        if (kind == MaskKind.Own)
            throw new MissingMaskException(sample.Id);
        var random = new SplitMix64(plan.Specification.Seed, MaskStream, position);
        foreach (var rectangle in MaskSampler.Sample(kind == MaskKind.Unspecified ? MaskKind.Rectangle : kind, width, height, ref random))
        {
            for (var row = rectangle.Top; row < rectangle.Bottom; row++)
                mask.Slice(row * width + rectangle.Left, rectangle.Width).Fill(1);
        }
    }

    /// <summary>Hides cell by cell, groups not as a whole: so are the challenge's own parameters hidden.</summary>
    private static void WriteParameters(BatchPlan plan, ReadOnlySpan<double> known, long position, Span<double> values)
    {
        var random = new SplitMix64(plan.Specification.Seed, UnknownStream, position);
        for (var i = 0; i < known.Length; i++)
            values[i] = random.Chance(plan.UnknownShare) ? double.NaN : known[i];
    }

    private static byte[] LittleEndian(ReadOnlySpan<double> values)
    {
        var bytes = new byte[values.Length * sizeof(double)];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), values[i]);
        return bytes;
    }

    // The array is not touched again, so the message may keep it as it is.
    private static NumericArray Array(ElementType type, byte[] data, params ReadOnlySpan<long> shape)
    {
        var array = new NumericArray { ElementType = type, Data = UnsafeByteOperations.UnsafeWrap(data) };
        array.Shape.AddRange(shape.ToArray());
        return array;
    }
}
