namespace Inpaint.Augmentation.Batches;

/// <summary>
/// Random numbers by SplitMix64 (Steele, Lea, Flood 2014). Unlike System.Random, whose algorithm may change with the runtime, equal keys
/// give equal numbers forever; and a generator for any (seed, split, index) is made in a few nanoseconds, without drawing the ones before.
/// </summary>
internal struct SplitMix64
{
    private const ulong Increment = 0x9E3779B97F4A7C15;
    private ulong _state;

    /// <summary>The generator of a key; keys that differ in any part, or in their number of parts, give unrelated numbers.</summary>
    public SplitMix64(params ReadOnlySpan<long> key)
    {
        _state = Mix((ulong)key.Length);
        foreach (var part in key)
            _state = Mix(_state + Increment + (ulong)part);
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits() => Mix(_state += Increment);

    /// <summary>Uniform in [0, 1), with 53 random bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [minimum, maximum).</summary>
    public double Uniform(double minimum, double maximum) => minimum + (maximum - minimum) * NextDouble();

    /// <summary>Uniform over minimum..maximum - 1, without bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty.</exception>
    public int Next(int minimum, int maximum)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(minimum, maximum);
        var range = (ulong)((long)maximum - minimum);
        // Bits from an incomplete last stretch would favour small numbers: drawn again.
        var limit = ulong.MaxValue - ulong.MaxValue % range;
        ulong bits;
        do
        {
            bits = NextBits();
        }
        while (bits >= limit);
        return (int)(minimum + (long)(bits % range));
    }

    /// <summary>True with a probability.</summary>
    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>Normal with mean 0 and deviation 1 (Box-Muller).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <summary>An index, each as probable as its weight among all; weights are at least 0 and not all 0.</summary>
    public int Pick(ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights)
            total += weight;
        var rest = NextDouble() * total;
        var last = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] <= 0)
                continue;
            last = i;
            rest -= weights[i];
            if (rest < 0)
                break;
        }

        return last;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
