namespace Inpaint.Models;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): equal seeds give equal numbers on every runtime, which System.Random does not promise.</summary>
/// <param name="seed">The seed.</param>
public struct TrainingRandom(long seed)
{
    private ulong _state = (ulong)seed;

    /// <summary>Uniform in [0, 1), with 53 random bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform over 0..limit - 1, to within limit / 2^64.</summary>
    /// <param name="limit">At least 1.</param>
    public int Next(int limit) => (int)Math.BigMul(NextBits(), (ulong)limit, out _);

    /// <summary>The numbers 0..count - 1 in a random order (Fisher and Yates, inside out).</summary>
    public int[] Permutation(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            var j = Next(i + 1);
            (order[i], order[j]) = (order[j], i);
        }

        return order;
    }

    private ulong NextBits()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
