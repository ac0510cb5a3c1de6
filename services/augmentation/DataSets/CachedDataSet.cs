using System.Collections.Concurrent;
using Inpaint.Models.Parametric;
using Split = Inpaint.V1.Split;

namespace Inpaint.Augmentation.DataSets;

/// <summary>
/// Keeps samples in memory as long as there is room. What is kept stays: training goes through all samples in ever new orders, where
/// driving out the oldest would drive out what is wanted next.
/// </summary>
internal sealed class CachedDataSet(IDataSet inner, CacheBudget budget) : IDataSet, IDisposable
{
    private readonly ConcurrentDictionary<(Split Split, int Index), Sample> _samples = new();

    public string Name => inner.Name;

    public int Width => inner.Width;

    public int Height => inner.Height;

    public ParameterSchema? Parameters => inner.Parameters;

    public string Digest => inner.Digest;

    /// <summary>How many samples are kept.</summary>
    public int Kept => _samples.Count;

    public int Count(Split split) => inner.Count(split);

    public Sample Get(Split split, int index)
    {
        if (_samples.TryGetValue((split, index), out var kept))
            return kept;
        var sample = inner.Get(split, index);
        var bytes = BytesOf(sample);
        // Another thread may have been first; then the place goes back.
        if (budget.TryTake(bytes) && !_samples.TryAdd((split, index), sample))
            budget.Return(bytes);
        return sample;
    }

    public SampleFacts GetFacts(Split split, int index) =>
        _samples.TryGetValue((split, index), out var kept) ? kept.Facts : inner.GetFacts(split, index);

    public string? Describe(Split split, int index, long variation) => inner.Describe(split, index, variation);

    public void Dispose() => (inner as IDisposable)?.Dispose();

    private static long BytesOf(Sample sample)
    {
        const int ObjectsAround = 400;
        return sample.Picture.Pixels.Length
            + (sample.Picture.Alpha?.Length ?? 0)
            + (sample.OwnMask?.Hole.Length ?? 0)
            + sizeof(double) * (sample.Parameters?.Length ?? 0)
            + sizeof(char) * (sample.Description.Length + sample.Id.Length)
            + ObjectsAround;
    }
}
