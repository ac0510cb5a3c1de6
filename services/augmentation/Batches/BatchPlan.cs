using Inpaint.Augmentation.DataSets;
using Inpaint.V1;

namespace Inpaint.Augmentation.Batches;

/// <summary>
/// A checked specification: which samples are in which batch. Training goes on without end, so that a batch may hold the end of one
/// epoch and the beginning of the next; a pass over the other splits ends with a shorter batch.
/// </summary>
internal sealed class BatchPlan
{
    private readonly EpochOrder _order;
    private readonly int _count;

    public BatchPlan(IDataSet dataSet, BatchSpecification specification)
    {
        DataSet = dataSet;
        Specification = specification;
        UnknownShare = specification.HasUnknownShare ? specification.UnknownShare : .5;
        _count = dataSet.Count(specification.Split);
        _order = new EpochOrder(_count, specification.Seed, specification.KeepOrder);
        var size = specification.BatchSize;
        var pass = (_count + size - 1) / size;
        End = specification.BatchCount > 0 ? specification.FirstBatch + specification.BatchCount
            : specification.Split == Split.Train ? long.MaxValue
            : Math.Max(specification.FirstBatch, pass);
    }

    public IDataSet DataSet { get; }

    public BatchSpecification Specification { get; }

    /// <summary>Share of the parameters that become unknown.</summary>
    public double UnknownShare { get; }

    /// <summary>One past the last batch to serve.</summary>
    public long End { get; }

    /// <summary>What a batch is made of.</summary>
    /// <param name="batch">Index of the batch, over all epochs.</param>
    public Place[] Places(long batch)
    {
        var size = Specification.BatchSize;
        if (Specification.Split == Split.Train)
            return [.. Enumerable.Range(0, size).Select(i => At(batch * size + i))];

        var pass = (_count + size - 1) / size;
        var first = batch / pass * _count + batch % pass * size;
        var length = (int)Math.Min(size, _count - batch % pass * size);
        return [.. Enumerable.Range(0, length).Select(i => At(first + i))];
    }

    private Place At(long position) => new(position, _order.At(position / _count, (int)(position % _count)));

    /// <param name="Position">Counts samples over all batches: what hole, mirror and unknown values follow from.</param>
    /// <param name="Index">The sample within its split.</param>
    public readonly record struct Place(long Position, int Index);
}
