using System.Text;

namespace Inpaint.Models.Weights;

/// <summary>
/// Weights by rule: pseudo-random values that depend on a seed and a tensor's name alone, so that a model of any size can be filled
/// identically in every language without a file. FNV-1a of the name, xor the seed, keys a SplitMix64 stream of uniform numbers.
/// </summary>
/// <param name="seed">The seed.</param>
/// <param name="gain">Scales tensors of two or more dimensions.</param>
public sealed class FillRule(ulong seed, double gain = 1.0)
{
    /// <summary>Computes the values of one floating-point tensor.</summary>
    /// <param name="name">The tensor's key in the state dictionary.</param>
    /// <param name="shape">Its sizes.</param>
    /// <param name="values">Receives the elements in row-major order.</param>
    public void Fill(string name, ReadOnlySpan<long> shape, Span<float> values)
    {
        (float center, float spread) = Range(name, shape, values.Length);
        ulong key = Fnv1a(name) ^ seed;
        for (int i = 0; i < values.Length; i++)
            values[i] = center + spread * Uniform(key, (ulong)i);
    }

    private (float Center, float Spread) Range(string name, ReadOnlySpan<long> shape, int elements)
    {
        if (name.EndsWith("running_var", StringComparison.Ordinal))
            return (1f, .25f);
        if (name.EndsWith("running_mean", StringComparison.Ordinal))
            return (0f, .1f);
        if (shape.Length >= 2)
        {
            double fanIn = shape[0] == 0 ? 0 : (double)(elements / shape[0]);
            return (0f, (float)(gain * Math.Sqrt(3.0 / fanIn)));
        }

        bool isScale = name == "weight" || name.EndsWith(".weight", StringComparison.Ordinal);
        return isScale ? (1f, .1f) : (0f, .1f);
    }

    // The upper 24 bits over 2^23, less one: exact in single precision, in [-1, 1).
    private static float Uniform(ulong key, ulong index)
    {
        ulong z = unchecked(key + (index + 1) * 0x9E3779B97F4A7C15UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        z ^= z >> 31;
        return (float)(z >> 40) / (1 << 23) - 1f;
    }

    private static ulong Fnv1a(string name)
    {
        ulong hash = 0xCBF29CE484222325UL;
        foreach (byte unit in Encoding.UTF8.GetBytes(name))
            hash = unchecked((hash ^ unit) * 0x100000001B3UL);
        return hash;
    }
}
