namespace Inpaint.Augmentation.Batches;

/// <summary>
/// In which order an epoch goes through a split: every sample once, anew shuffled for every epoch. Remembers the last order asked for;
/// safe for several threads.
/// </summary>
internal sealed class EpochOrder(int count, long seed, bool keep)
{
    private const long Stream = 1;
    private volatile Shuffled? _last;

    /// <summary>The index of the sample at a place.</summary>
    /// <param name="epoch">Which time through the split, from 0.</param>
    /// <param name="place">0 to count - 1.</param>
    public int At(long epoch, int place)
    {
        if (keep)
            return place;
        var last = _last;
        if (last?.Epoch != epoch)
            _last = last = new Shuffled(epoch, Shuffle(epoch));
        return last.Order[place];
    }

    private int[] Shuffle(long epoch)
    {
        var random = new SplitMix64(seed, Stream, epoch);
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            // Fisher-Yates, from the inside out.
            var j = random.Next(0, i + 1);
            order[i] = order[j];
            order[j] = i;
        }

        return order;
    }

    private sealed record Shuffled(long Epoch, int[] Order);
}
