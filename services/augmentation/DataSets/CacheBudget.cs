namespace Inpaint.Augmentation.DataSets;

/// <summary>How much memory all caches together may hold. Safe for several threads.</summary>
/// <param name="bytes">The bound, at least 0.</param>
internal sealed class CacheBudget(long bytes)
{
    private long _left = bytes;

    /// <summary>Takes room; false where there is not enough.</summary>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _left, -bytes) >= 0)
            return true;
        Return(bytes);
        return false;
    }

    /// <summary>Gives room back.</summary>
    public void Return(long bytes) => Interlocked.Add(ref _left, bytes);
}
